import { deskMacroWords } from './shipped/desk-macros.ts'
import { deskAnswers } from './shipped/desk-mail.ts'
import { deskChatReply, deskReply } from './shipped/desk-reply.ts'
import { letter } from './shipped/letter.ts'
import { newsletter } from './shipped/newsletter.ts'
import { customerReport, deskReport, reviewReport, surveyReport } from './shipped/report-mail.ts'
import { selfServiceInvitation } from './shipped/self-service-mail.ts'
import { confirmation, digest, notification } from './shipped/staff-mail.ts'
import { suggestionTold } from './shipped/suggestion-mail.ts'
import { surveyInvitation, surveyReminder } from './shipped/survey-mail.ts'
import type { Template } from './template.ts'

/** The templates that come with the program, one file each. Whoever sends something new adds its template here. */
const all: readonly Template[] = [
  letter,
  newsletter,
  selfServiceInvitation,
  surveyInvitation,
  surveyReminder,
  suggestionTold,
  confirmation,
  notification,
  digest,
  customerReport,
  reviewReport,
  surveyReport,
  deskReport,
  ...deskAnswers,
  deskReply,
  deskChatReply,
  ...deskMacroWords,
]

export const shippedTemplates: ReadonlyMap<string, Template> = new Map(all.map((template) => [template.code, template]))
