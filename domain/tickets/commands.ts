import type { CustomerGlance } from '../customers/glance.ts'
import type { TicketChannel } from '../inbound/inbound-message.ts'
import type { FieldClass } from '../kernel/care/field-class.ts'
import type { Finding } from '../kernel/finding.ts'
import type { CustomerId, TicketId } from '../kernel/ids.ts'
import type { Language } from '../kernel/language.ts'
import type { ClassDenied } from '../kernel/reveal.ts'
import type { ShipmentState } from '../kernel/shipment-state.ts'
import type { CodedLists } from '../lists/list.ts'
import type { PriorityRefusal } from '../priorities/priority.ts'
import type { PriorityTable } from '../priorities/table.ts'
import type { Sorted } from '../sorting/sorted.ts'
import type { FormValues } from '../ticket-kinds/form.ts'
import type { TicketKind } from '../ticket-kinds/kind.ts'
import type { Claim } from './claim.ts'
import type { KinCommand, KinRefusal } from './kin-commands.ts'
import type { TicketStatus } from './moves.ts'
import type { NearCommand } from './nearing.ts'
import type { ResolutionDraft } from './resolution.ts'
import type { NoteMessage, ReceivedMessage, ReplyMessage } from './thread.ts'
import type { Requester, TicketPatch } from './ticket.ts'

/** The customer as it is now: `wanted` is the id that was named, `is` is undefined where there is none under it. */
type Named = { readonly wanted: string; readonly is: CustomerGlance | undefined }

/** What a ticket is opened with. */
export type Opening = {
  readonly id: string
  readonly number: string
  readonly channel: TicketChannel
  readonly subject: string
  readonly kind: { readonly code: string; readonly is: TicketKind | undefined }
  readonly sorted: Sorted
  readonly customer?: Named | undefined
  readonly contactId?: string | undefined
  readonly candidates?: readonly string[] | undefined
  readonly requester?: Requester | undefined
  readonly language?: Language | undefined
  readonly form?: FormValues | undefined
  /** The form is that of another ticket as it stands. */
  readonly isFormCopied?: boolean | undefined
  readonly claim?: Claim | undefined
  readonly region?: string | undefined
  readonly shipmentState?: ShipmentState | undefined
  readonly tags?: readonly string[] | undefined
  /** Where a team, region or tags were named: which of them there are. */
  readonly lists?: CodedLists | undefined
  readonly continues?: string | undefined
  readonly survey?: string | undefined
  readonly parentId?: string | undefined
  readonly splitFrom?: string | undefined
  /** The message that the customer opened it by. */
  readonly message?: ReceivedMessage | undefined
}

export type TicketCommand =
  | { readonly type: 'open'; readonly opening: Opening }
  /** `sorted` is what the message makes of it: nothing is lowered by it. */
  | {
      readonly type: 'receive'
      readonly message: ReceivedMessage
      readonly sorted?: Sorted | undefined
      /** The ticket of somebody else in whose thread it stands, and whose that is. */
      readonly of?: { readonly ticket: TicketId; readonly customerId?: CustomerId | undefined } | undefined
    }
  | { readonly type: 'reply'; readonly message: ReplyMessage }
  | { readonly type: 'note'; readonly message: NoteMessage }
  /** Without an assignee it is for whoever of the team takes it. `taken` and `dispatched` are for what nobody has. */
  | {
      readonly type: 'assign'
      readonly how: 'given' | 'taken' | 'dispatched'
      readonly assignee?: string | undefined
      readonly team?: string | undefined
      readonly region?: string | undefined
      readonly lists?: CodedLists | undefined
    }
  | { readonly type: 'watch'; readonly user: string; readonly watches: boolean }
  | { readonly type: 'reveal'; readonly purpose: string; readonly classes: readonly FieldClass[] }
  | { readonly type: 'match'; readonly customer: Named; readonly contactId?: string | undefined; readonly priorities: PriorityTable }
  | {
      readonly type: 'change'
      readonly patch: TicketPatch
      readonly kinds: readonly TicketKind[]
      readonly lists: CodedLists
      readonly priorities: PriorityTable
    }
  | { readonly type: 'move'; readonly to: 'open' | 'pending_customer' | 'pending_carrier' | 'on_hold' }
  | { readonly type: 'escalate'; readonly because: 'deadline' | 'repeat_complaint' | 'person'; readonly to?: string | undefined }
  | {
      readonly type: 'resolve'
      readonly draft: ResolutionDraft
      readonly kind: TicketKind | undefined
      readonly despiteTasks?: boolean | undefined
    }
  | { readonly type: 'close'; readonly reason: 'confirmed' | 'spam' }
  | { readonly type: 'reopen' }
  /** Its matter goes on in another ticket, since it had been over for too long. */
  | { readonly type: 'continue in'; readonly ticket: string }
  /** Its time has come. */
  | { readonly type: 'fall due' }
  | NearCommand
  /** A calendar or a policy is another one. */
  | { readonly type: 'reschedule' }
  | KinCommand

export type TicketRefusal =
  | {
      readonly code:
        | 'ticket.not_found'
        | 'ticket.closed'
        | 'ticket.watchers_full'
        | 'ticket.same_ticket'
        | 'ticket.no_files_in_chat'
        | 'ticket.nobody_to_call'
        | 'customer.not_found'
        | 'access.out_of_scope'
    }
  | { readonly code: 'ticket.move_impossible'; readonly from: TicketStatus; readonly to: TicketStatus }
  | { readonly code: 'ticket.merged'; readonly into: string }
  | { readonly code: 'ticket.too_late'; readonly until: string; readonly continuedBy?: string | undefined }
  | { readonly code: 'ticket.taken'; readonly by: string }
  /** In bytes. */
  | { readonly code: 'ticket.files_too_large'; readonly size: number; readonly most: number }
  | { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }
  | { readonly code: 'ticket.tasks_open'; readonly tasks: readonly string[] }
  | KinRefusal
  | ClassDenied
  | PriorityRefusal
