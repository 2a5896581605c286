import type * as z from 'zod'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import type { AddressAt } from '../../../domain/kernel/reachability.ts'
import type { Change, Claim } from '../../../domain/kernel/store.ts'
import type { Item, Key, Table, Write } from '../table/table.ts'
import type { Unopened } from './unopened.ts'

export type EventSchema = z.ZodType<{ type: string }>

/** What a noun has to say about itself to be kept: everything else is the same for all of them. */
export type Kept<Schema extends z.ZodType, Events extends EventSchema> = {
  readonly kind: string
  /** As what a record stands in its events, where readers of its kind are not to be told of it: by this they are looked up. */
  readonly toldAs?: (state: z.output<Schema>) => string
  readonly schema: Schema
  readonly events: Events
  readonly key: (id: string) => Key
  /** Attributes by which lists find the record. */
  readonly indexed?: (state: z.output<Schema>) => Item
  /** When something must be done about the record, if nobody touches it before: it is then handed to the job of its kind. */
  readonly due?: (state: z.output<Schema>) => Instant | undefined
  /**
   * Of a noun that goes from one status to another: the member that holds it, and the values that a write of this state may
   * find there. The table then refuses what no rule leads to, whoever decided it.
   */
  readonly movedFrom?: (state: z.output<Schema>) => { readonly member: string; readonly among: readonly string[] }
  /** Events with which the record's key is changed: a new version of it is made, and the record sealed under that, whatever it holds. */
  readonly rekeys?: (event: z.output<Events>) => boolean
  /** The addresses to which messages may go: their blind indexes stand beside the seal, so that a message is decided on without opening it. */
  readonly addresses?: (state: z.output<Schema>) => readonly AddressAt[]
  readonly claims?: (state: z.output<Schema> | undefined) => readonly Claim[]
  /** Small items that let the record be found from elsewhere, such as a contact from its companies. */
  readonly links?: (state: z.output<Schema> | undefined) => readonly (Key & Item)[]
  /**
   * Further writes of the same transaction. A condition among them that does not hold means that the change was decided on
   * facts that have moved on.
   */
  readonly beside?: readonly Write[]
  /** The customers in whose timelines an event belongs, given the state that the change led to. */
  readonly about: (event: z.output<Events>, state: z.output<Schema>) => readonly string[]
}

/** What every step of keeping a noun works with. A noun without sealed members has no vault; of one that has them a store may leave them sealed. */
export type Keeping<Schema extends z.ZodType, Events extends EventSchema> = {
  readonly table: Table
  readonly kept: Kept<Schema, Events>
  readonly vault: Vault | Unopened | undefined
  /** The schema of what stands in the table: masks where the vault keeps the values. */
  readonly stored: z.ZodType<z.output<Schema>>
}

/** A change of a record that is there: nothing is ever removed. */
export type Changed<Schema extends z.ZodType, Events extends EventSchema> = Change<z.output<Schema> | undefined, z.output<Events>> & {
  readonly state: z.output<Schema>
}
