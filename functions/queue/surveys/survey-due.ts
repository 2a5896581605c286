import type { CustomerGlances } from '../../../domain/customers/ports.ts'
import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { surveys } from '../../../domain/surveys/decide.ts'
import type { AskingStore, LaterEvents } from '../../../domain/surveys/ports.ts'
import { askedOf, type Survey } from '../../../domain/surveys/survey.ts'
import { lastAskedIn } from '../../../domain/surveys/turn.ts'
import { attempt } from '../../runtime/execute.ts'
import { whileOvertaken } from '../../runtime/while-overtaken.ts'

export type SurveyDuePorts = {
  readonly surveys: AskingStore
  readonly later: LaterEvents
  readonly glances: CustomerGlances
}

/** What has happened since, where the survey waits for rest or may have become pointless: to the others it is all the same. */
const sinceThen = async ({ later }: SurveyDuePorts, { cause, waits }: Survey): ReturnType<LaterEvents> => {
  const matters = waits.quietHours > 0 || waits.cancelledBy.length > 0
  return matters && cause.subject && cause.event ? later(cause.subject.id, cause.event) : []
}

const waiting = async (ports: SurveyDuePorts, survey: Survey) => {
  const [turns, since, [customer]] = await Promise.all([
    ports.surveys.turnsOf(askedOf(survey)),
    sinceThen(ports, survey),
    ports.glances([survey.customerId]),
  ])
  return { turns, facts: { lastAsked: lastAskedIn(turns), later: since, customerActive: customer?.status === 'active' } }
}

/** One that is out is reminded of or is over, whatever else has happened. */
const nothingElse = { turns: [], facts: { lastAsked: undefined, later: [], customerActive: true } }

/**
 * A survey falls due: it goes out, waits on, is reminded of or is over, by what stands there now. To send takes somebody's turn
 * in the same transaction, so that of all surveys that fall due for somebody at one moment one goes out and the others see it.
 */
export const surveyDue = async (ports: SurveyDuePorts, id: string, context: Context): Promise<void> => {
  const done = await whileOvertaken(async () => {
    const seen = await ports.surveys.load(id)
    const survey = seen?.state
    const { turns, facts } = survey?.status === 'scheduled' ? await waiting(ports, survey) : nothingElse
    // Decided on what the facts were gathered for: another writer since then is a conflict, and it is all looked up anew.
    const store = { ...ports.surveys.asking(turns), load: async () => seen }
    return attempt(surveys, store, { id, command: { type: 'fall due', ...facts }, context })
  })
  if (!done.ok) throw new Failure(`the survey ${id} could not fall due: ${done.error.code}`)
}
