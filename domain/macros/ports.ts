import type { Loaded, Store } from '../kernel/store.ts'
import type { MacroEvent } from './events.ts'
import type { Macro } from './macro.ts'

export type MacroStore = Store<Macro | undefined, MacroEvent>
/** Every macro, in the order of their codes. A firm has some dozens. */
export type AllMacros = () => Promise<readonly Loaded<Macro>[]>
