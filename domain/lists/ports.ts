import type { Store } from '../kernel/store.ts'
import type { ListEvent } from './events.ts'
import type { CodedList, CodedLists } from './list.ts'

export type ListStore = Store<CodedList | undefined, ListEvent>

/** The firm's coded lists as they are now: a value that was added a moment ago may be used at once. */
export type ReadLists = () => Promise<CodedLists>
