import type { Loaded, Store } from '../kernel/store.ts'
import type { TemplateEvent } from './events.ts'
import type { Template } from './template.ts'

export type TemplateStore = Store<Template | undefined, TemplateEvent> & {
  /** One version that somebody wrote, from 1 on. */
  readonly version: (code: string, version: number) => Promise<Template | undefined>
  /** The current version of every template that somebody has written. */
  readonly all: () => Promise<readonly Loaded<Template>[]>
}
