import type { Actor } from '../kernel/actor.ts'
import type { Context } from '../kernel/decider.ts'
import type { Result } from '../kernel/result.ts'
import { answerApart, answeredApart } from './apart.ts'
import type { TicketCommand, TicketRefusal } from './commands.ts'
import type { TicketEvent } from './events.ts'
import { adopt, join, leave, letGo, offerFix } from './family.ts'
import type { KinCommand } from './kin-commands.ts'
import { absorb, merge, release, unmerge } from './merge.ts'
import { relate, unrelate } from './related.ts'
import { rejoin, split } from './split.ts'
import { askTask, finishTask, isTaskOf } from './tasks.ts'
import type { Ticket } from './ticket.ts'

const kinTypes = [
  'merge',
  'absorb',
  'unmerge',
  'release',
  'split',
  'rejoin',
  'answer apart',
  'answered apart',
  'relate',
  'unrelate',
  'adopt',
  'let go',
  'join',
  'leave',
  'offer fix',
  'ask task',
  'finish task',
] as const satisfies readonly KinCommand['type'][]

export const isKinCommand = (command: TicketCommand): command is KinCommand => kinTypes.some((type) => type === command.type)

/**
 * Of a ticket that was merged, that this was so, and with what, and that something has nothing to do with it; of one that went into a ticket of somebody else, what is said to whoever
 * wrote it, and where it goes on once that is over for long. Anything else is done with the one that it went into.
 */
export const isForMerged = ({ apart }: Ticket, { type }: TicketCommand): boolean =>
  ['merge', 'unmerge', 'unrelate', 'reveal'].includes(type) || (apart === true && ['answer apart', 'continue in'].includes(type))

/** Whoever is asked to do something for a ticket may say that it is done, though they see nothing else of it. */
export const isTheirTask = (actor: Actor, { tasks }: Ticket, command: TicketCommand): boolean =>
  command.type === 'finish task' && tasks.some((task) => task.id === command.id && isTaskOf(task, actor))

/** What a ticket has to do with others. */
export const decideKin = (ticket: Ticket, command: KinCommand, context: Context): Result<readonly TicketEvent[], TicketRefusal> => {
  switch (command.type) {
    case 'merge':
      return merge(ticket, command, context)
    case 'absorb':
      return absorb(ticket, command.other, context)
    case 'unmerge':
      return unmerge(ticket, command.from, context)
    case 'release':
      return release(ticket, command.other, context)
    case 'split':
      return split(ticket, command, context)
    case 'rejoin':
      return rejoin(ticket, command.other, context)
    case 'answer apart':
      return answerApart(ticket, command, context)
    case 'answered apart':
      return answeredApart(ticket, command, context)
    case 'relate':
      return relate(ticket, command.other, context)
    case 'unrelate':
      return unrelate(ticket, command.other, context)
    case 'adopt':
      return adopt(ticket, command.child, context)
    case 'let go':
      return letGo(ticket, command.child, context)
    case 'join':
      return join(ticket, command.parent, context)
    case 'leave':
      return leave(ticket, command.parent, context)
    case 'offer fix':
      return offerFix(ticket, command.text, context)
    case 'ask task':
      return askTask(ticket, command, context)
    case 'finish task':
      return finishTask(ticket, command, context)
  }
}
