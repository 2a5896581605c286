import * as z from 'zod'
import { Language } from '../../domain/kernel/language.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { ZoneOrFirms } from '../../domain/kernel/zone.ts'
import { Channel } from '../../domain/templates/channel.ts'
import { templateFindings } from '../../domain/templates/check.ts'
import { templates } from '../../domain/templates/decide.ts'
import { FieldValues, faultyFields } from '../../domain/templates/fields.ts'
import { render } from '../../domain/templates/render.ts'
import { type Template, TemplateCode, TemplateDraft } from '../../domain/templates/template.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Request, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'
import { type CurrentTemplates, currentTemplate, TemplateAnswer, templateAnswer } from './template-answer.ts'

export type TemplatePorts = { readonly templates: CurrentTemplates }

const codeIn = (request: Asked): string => idIn(request, 'code')

const all = async ({ templates: { store, shipped } }: TemplatePorts): Promise<readonly Loaded<Template>[]> => {
  const written = await store.all()
  const plain = [...shipped.values()].filter(({ code }) => !written.some(({ state }) => state.code === code))
  return [...written, ...plain.map((state) => ({ state, version: 0 }))].sort((a, b) => (a.state.code < b.state.code ? -1 : 1))
}

const versionOf = async (
  { templates: current }: TemplatePorts,
  code: string,
  version: number | undefined,
): Promise<Loaded<Template> | undefined> => {
  if (version === undefined) return currentTemplate(current, code)
  const state = version === 0 ? current.shipped.get(code) : await current.store.version(code, version)
  return state && { state, version }
}

const write = async (
  { templates: current }: TemplatePorts,
  request: Request<unknown, TemplateDraft>,
): Promise<Result<TemplateAnswer, Refused>> => {
  const code = TemplateCode.safeParse(codeIn(request))
  if (!code.success) return refuse({ code: 'template.not_found' })
  const shipped = current.shipped.get(code.data)
  const command = { type: 'write', code: code.data, draft: request.body, shipped } as const
  const done = await execute(templates, current.store, { id: code.data, command, context: request.context, ifMatch: request.ifMatch })
  if (!done.ok) return done
  const { state = shipped, version } = done.value
  return state ? ok(templateAnswer(current, { state, version })) : refuse({ code: 'template.not_found' })
}

const Preview = z.strictObject({
  language: Language,
  channel: Channel.default('email'),
  zone: ZoneOrFirms,
  fields: FieldValues.default({}),
  /** Words that are not written yet, to be looked at first. */
  draft: TemplateDraft.optional(),
})

const Previewed = z.union([
  z.strictObject({ channel: z.literal('email'), subject: z.string(), text: z.string(), html: z.string() }),
  z.strictObject({ channel: z.literal('sms'), text: z.string() }),
  z.strictObject({
    channel: z.literal('wechat'),
    templateId: z.string(),
    data: z.record(z.string(), z.string()),
    url: z.string().optional(),
  }),
  z.strictObject({ channel: z.literal('wechat'), text: z.string() }),
])

/** Whom a preview is for, and where its links would lead: nobody, and nowhere (RFC 2606). */
const sample = {
  own: { recipientName: '李娜', unsubscribeLink: 'https://example.invalid/u/sample', confirmationCode: '00000000' },
  linkTo: ({ page }: { readonly page: string }) => `https://example.invalid/${page}/sample`,
}

const preview = async (
  ports: TemplatePorts,
  request: Request<unknown, z.output<typeof Preview>>,
): Promise<Result<z.infer<typeof Previewed>, Refused>> => {
  const { language, channel, zone, fields, draft } = request.body
  const current = await currentTemplate(ports.templates, codeIn(request))
  const template = draft ? { code: codeIn(request), ...draft } : current?.state
  if (!template) return refuse({ code: 'template.not_found' })
  const broken = draft ? templateFindings(draft) : []
  if (broken.length > 0) return refuse({ code: 'template.rules_broken', findings: broken })
  const findings = faultyFields(template.fields, fields).map((name) => ({ code: 'template.field_faulty', pointer: `/fields/${name}` }))
  if (findings.length > 0) return refuse({ code: 'template.field_faulty', findings })
  const rendered = render(template, { channel, values: fields }, { language, zone, ...sample })
  return rendered ? ok(Previewed.parse(rendered)) : refuse({ code: 'template.wordless' })
}

const example: z.input<typeof TemplateDraft> = {
  category: 'transactional',
  fields: { title: { type: 'text' }, body: { type: 'text' } },
  words: { en: { email: { subject: '{{title}}', text: '{{body}}', html: '<p>{{body}}</p>' } } },
}

export const templateRoutes: Routes<TemplatePorts> = {
  'GET /v1/templates': route({
    summary: 'List every template in the version that is in use; version 0 is the one that comes with the program',
    permission: 'templates:read',
    query: noQuery,
    body: noBody,
    answer: z.strictObject({ items: z.array(TemplateAnswer).readonly(), next: z.null() }),
    status: 200,
    refusals: [],
    run: async (ports: TemplatePorts) => ok({ items: (await all(ports)).map((one) => templateAnswer(ports.templates, one)), next: null }),
  }),

  'GET /v1/templates/{code}': route({
    summary: 'Read a template, as it is or as it was in an earlier version',
    permission: 'templates:read',
    query: z.strictObject({ version: z.coerce.number().int().min(0).optional() }),
    body: noBody,
    answer: TemplateAnswer,
    status: 200,
    refusals: ['request.invalid', 'template.not_found'],
    run: async (ports: TemplatePorts, request) => {
      const found = await versionOf(ports, codeIn(request), request.query.version)
      return found ? ok(templateAnswer(ports.templates, found)) : refuse({ code: 'template.not_found' })
    },
  }),

  'POST /v1/templates/{code}/versions': route({
    summary: 'Write the next version of a template, or the first of a new one; what it is for stays as it was',
    permission: 'templates:write',
    query: noQuery,
    body: TemplateDraft,
    answer: TemplateAnswer,
    status: 200,
    example,
    refusals: [
      'request.invalid',
      'template.not_found',
      'template.rules_broken',
      'template.category_fixed',
      'template.fields_fixed',
      'version.conflict',
      'version.contended',
    ],
    run: write,
  }),

  'POST /v1/templates/{code}/preview': route({
    summary: 'See what a template, or a draft of one, becomes with sample values; nothing is sent and nothing kept',
    permission: 'templates:read',
    query: noQuery,
    body: Preview,
    answer: Previewed,
    status: 200,
    example: { language: 'en', fields: { title: 'Closed over the holiday', body: 'We open again on 4 October.' } },
    refusals: ['request.invalid', 'template.not_found', 'template.rules_broken', 'template.field_faulty', 'template.wordless'],
    unrepeatable: true,
    run: preview,
  }),
}
