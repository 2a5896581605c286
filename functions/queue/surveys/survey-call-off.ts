import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { ok } from '../../../domain/kernel/result.ts'
import { surveys } from '../../../domain/surveys/decide.ts'
import type { AskingStore } from '../../../domain/surveys/ports.ts'
import { isOut, type Survey } from '../../../domain/surveys/survey.ts'
import { attempt } from '../../runtime/execute.ts'
import { whileOvertaken } from '../../runtime/while-overtaken.ts'
import type { Notice } from '../job.ts'
import { keepsBack, type SurveyMailPorts } from './survey-mail.ts'

export type CallOffPorts = SurveyMailPorts & {
  readonly surveys: AskingStore
  readonly waitingFor: (subjectId: string) => Promise<readonly string[]>
}

type Told = { readonly notice: Notice; readonly context: Context }

/** Nobody has been asked by it: it waits for its time, or has come to that and its mail could be kept back. */
const isUnsent = async (ports: CallOffPorts, survey: Survey, context: Context): Promise<boolean> =>
  survey.status === 'scheduled' || (isOut(survey) && (await keepsBack(ports, survey, context)))

const isPointless = ({ waits, cause }: Survey, { type, at }: Notice): boolean => waits.cancelledBy.includes(type) && at >= cause.at

/** The mail first: once it is kept back, a worker that dies here leaves it so, and the next one finds it and goes on. */
const callOffOne = (ports: CallOffPorts, id: string, { notice, context }: Told) =>
  whileOvertaken(async () => {
    const seen = await ports.surveys.load(id)
    const survey = seen?.state
    if (!survey || !isPointless(survey, notice) || !(await isUnsent(ports, survey, context))) return ok(seen)
    const keeping = survey.status === 'scheduled' ? ports.surveys : ports.surveys.givingBack
    // Decided on the very survey whose mail was looked at: one that has moved on since is a conflict, and looked at anew.
    return attempt(surveys, { ...keeping, load: async () => seen }, { id, command: { type: 'cancel' }, context })
  })

/** Calls off what would ask about a subject for which it has become pointless. Whoever has had the mail was asked, and may answer. */
export const callOff = async (ports: CallOffPorts, notice: Notice, context: Context): Promise<void> => {
  for (const id of await ports.waitingFor(notice.subject.id)) {
    const done = await callOffOne(ports, id, { notice, context })
    if (!done.ok) throw new Failure(`the survey ${id} was not called off: ${done.error.code}`)
  }
}
