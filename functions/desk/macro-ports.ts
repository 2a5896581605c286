import type { CustomerGlances } from '../../domain/customers/ports.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'
import type { MacroStore } from '../../domain/macros/ports.ts'
import type { ReadPriorities } from '../../domain/priorities/ports.ts'
import type { Template } from '../../domain/templates/template.ts'
import type { AllTicketKinds } from '../../domain/ticket-kinds/ports.ts'
import type { Tickets } from '../../domain/tickets/ports.ts'
import type { ChangingPorts } from './desk-ports.ts'

export type MacroPorts = ChangingPorts & {
  readonly tickets: Tickets
  readonly macros: MacroStore
  /** The template in use under a code. */
  readonly template: (code: string) => Promise<Template | undefined>
  readonly kinds: AllTicketKinds
  readonly lists: ReadLists
  readonly priorities: ReadPriorities
  readonly glances: CustomerGlances
}
