import type { Department } from './task.ts'
import type { ReplyMessage } from './thread.ts'
import type { Ticket } from './ticket.ts'

/** Something that another department is asked to do. */
type TaskDraft = {
  readonly department: Department
  readonly assignee?: string | undefined
  readonly what: string
  readonly dueAt?: string | undefined
  readonly isRequired: boolean
}

/** What is done with a ticket and others. `other` is that one as it stands; both are kept in one transaction. */
export type KinCommand =
  /** `otherCustomer`: though they are of different customers or people. */
  | { readonly type: 'merge'; readonly into: Ticket | undefined; readonly otherCustomer?: boolean | undefined }
  | { readonly type: 'absorb'; readonly other: Ticket | undefined }
  | { readonly type: 'unmerge'; readonly from: Ticket | undefined }
  | { readonly type: 'release'; readonly other: Ticket | undefined }
  /** `here`: those of the messages that are in the ticket's own thread. */
  | { readonly type: 'split'; readonly into: string; readonly messages: readonly string[]; readonly here: readonly string[] }
  | { readonly type: 'rejoin'; readonly other: Ticket | undefined }
  /** `into`: the ticket in which the matter of the merged one goes on. */
  | { readonly type: 'answer apart'; readonly message: ReplyMessage; readonly into: Ticket | undefined }
  | { readonly type: 'answered apart'; readonly message: ReplyMessage; readonly from: Ticket }
  | { readonly type: 'relate' | 'unrelate'; readonly other: Ticket | undefined }
  | { readonly type: 'adopt' | 'let go'; readonly child: Ticket | undefined }
  | { readonly type: 'join' | 'leave'; readonly parent: Ticket | undefined }
  /** `text` is for the customers of the children. */
  | { readonly type: 'offer fix'; readonly text: string }
  | { readonly type: 'ask task'; readonly id: string; readonly task: TaskDraft }
  | { readonly type: 'finish task'; readonly id: string; readonly note?: string | undefined }

export type KinRefusal =
  | {
      readonly code:
        | 'ticket.not_found'
        | 'access.out_of_scope'
        | 'ticket.same_ticket'
        | 'ticket.not_merged'
        | 'ticket.other_customer'
        | 'ticket.watchers_full'
        | 'ticket.has_children'
        | 'ticket.no_children'
        | 'ticket.not_resolved'
    }
  | { readonly code: 'ticket.merged'; readonly into: string }
  | { readonly code: 'ticket.has_parent'; readonly parent: string }
  | { readonly code: 'ticket.full'; readonly most: number }
  | { readonly code: 'ticket.message_unknown'; readonly messages: readonly string[] }
  | { readonly code: 'task.not_found' }
