import type { Node } from 'constructs'
import * as z from 'zod'
import { firmZone } from '../domain/kernel/day.ts'
import { Zone } from '../domain/kernel/zone.ts'
import { Machines } from './machines.ts'

/** Of `lading.example` nobody has a mailbox: good enough to try things out, and to be told apart from a firm's own. */
const isPlaceholder = (address: string): boolean => /[@.]lading\.example$/.test(address)
/** What stands behind the `@`. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)
const isOfOneMachine = (origin: string): boolean => /^(localhost|127\..+|\[::1\])$/.test(new URL(origin).hostname)

/** What an installation may choose, given as CDK context (`-c stage=prod`); a stage that people work with has to say some of it. */
const Chosen = z.strictObject({
  stage: z.enum(['dev', 'prod']).default('dev'),
  /** Origins of the firm's own web pages, separated by commas: who may call from a browser and receive a sign-in. */
  webOrigins: z
    .string()
    .default('http://localhost:5173')
    .transform((origins) => origins.split(',').map((origin) => origin.trim()))
    .pipe(z.array(z.url()).min(1)),
  machines: Machines,
  /** Where the firm is: its days begin and end there. Chosen once, since what is counted by days stays as it was counted. */
  zone: z
    .string()
    .default(firmZone)
    .refine((name) => Zone.safeParse(name).success, 'The IANA name of a time zone, such as Europe/Berlin'),
  /** Where alarms are sent; without one they are only seen on the console. */
  alarmEmail: z.email().optional(),
  /** Whom mail is from. Its domain is made known to SES, and is the firm's own. */
  mailFrom: z.email().default('crm@lading.example'),
  /** Where customers write to: in a domain of its own, all mail of which is the desk's. */
  deskMail: z.email().default('desk@desk.lading.example'),
  /**
   * Domains of these two that SES of this account and region knows already, separated by commas: made by hand, or by another stage. It
   * has each once, and a stage that makes one again fails.
   */
  knownDomains: z
    .string()
    .default('')
    .transform((names) => names.split(',').flatMap((name) => name.trim() || []))
    .pipe(z.array(z.hostname())),
  /**
   * Domains from which the firm's own people write, beside that of `mailFrom`, separated by commas. What they forward to the desk is of
   * the customer who wrote it, where the domain vouches for them.
   */
  staffDomains: z
    .string()
    .default('')
    .transform((names) => names.split(',').flatMap((name) => name.trim().toLowerCase() || []))
    .pipe(z.array(z.hostname())),
  /**
   * The hours of a day in which customers get nothing that they did not ask for, such as surveys: on their own clock, and unless they have
   * said quiet hours of their own. `off` where it comes at any hour.
   */
  quietHours: z.union([z.literal('off'), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/)]).default('21:00-08:00'),
  /** How many messages at most are under way to SES, the networks of phones and WeChat together at the same moment. */
  messagesAtOnce: z.coerce.number().int().min(2).max(1000).default(30),
  /** The ARN of what texts are from at AWS End User Messaging: a pool, a phone number or a sender ID. Without one none are sent. */
  smsFrom: z
    .string()
    .regex(/^arn:aws[a-z-]*:sms-voice:[a-z0-9-]+:\d{12}:(pool|phone-number|sender-id)\/[\w/-]+$/)
    .optional(),
  /** The firm's official account at WeChat, and the secure parameter (Systems Manager) that holds its secret. Both or neither. */
  wechatAppId: z.string().min(1).optional(),
  wechatSecretParameter: z.string().min(1).optional(),
  /** Where WeChat is asked: anywhere, at its second site, in Shanghai, Shenzhen or Hong Kong. */
  wechatHost: z
    .enum(['api.weixin.qq.com', 'api2.weixin.qq.com', 'sh.api.weixin.qq.com', 'sz.api.weixin.qq.com', 'hk.api.weixin.qq.com'])
    .default('api.weixin.qq.com'),
  /** Where operators read the runbook. Alarms link into it by heading. */
  runbook: z.string().default('docs/runbook.md'),
  /**
   * Whether webhooks may point to programs of the same machine. Only the deployment on a laptop asks for it: in Lambda, that
   * machine is the function's own sandbox.
   */
  loopbackTargets: z.boolean().default(false),
  /** For how many days a person's or firm's key seals what is new; whoever then seals with it makes its next version first. */
  keyDays: z.coerce.number().int().min(1).max(3650).default(365),
  requestsPerSecond: z.coerce.number().int().positive().default(200),
  burst: z.coerce.number().int().positive().default(400),
})

/** "A stage that people work with is nobody's example": what would be missed silently, and when it is. */
const lackingInProduction: Readonly<
  Record<string, { readonly when: (chosen: z.output<typeof Chosen>) => boolean; readonly message: string }>
> = {
  alarmEmail: { when: ({ alarmEmail }) => alarmEmail === undefined, message: 'somebody is told when something fails' },
  mailFrom: { when: ({ mailFrom }) => isPlaceholder(mailFrom), message: "mail is from an address of the firm's own, or none goes out" },
  deskMail: { when: ({ deskMail }) => isPlaceholder(deskMail), message: "customers write to a domain of the firm's own" },
  webOrigins: { when: ({ webOrigins }) => webOrigins.some(isOfOneMachine), message: 'people sign in at pages that all of them reach' },
  loopbackTargets: { when: ({ loopbackTargets }) => loopbackTargets, message: 'webhooks point to the public internet alone' },
}

export const Settings = Chosen.refine(
  ({ wechatAppId, wechatSecretParameter }) => (wechatAppId === undefined) === (wechatSecretParameter === undefined),
  {
    path: ['wechatSecretParameter'],
    message: 'Of WeChat, both the account and the parameter of its secret are given, or neither',
  },
)
  .refine(({ mailFrom, deskMail }) => domainOf(mailFrom) !== domainOf(deskMail), {
    path: ['deskMail'],
    message: "All mail of the domain of `deskMail` is the desk's, so `mailFrom` is of another",
  })
  .superRefine((settings, { addIssue }) => {
    if (settings.stage !== 'prod') return
    for (const [member, lacks] of Object.entries(lackingInProduction))
      if (lacks.when(settings)) addIssue({ code: 'custom', path: [member], message: `In production, ${lacks.message}` })
  })
export type Settings = z.output<typeof Settings>
export type Stage = Settings['stage']

/**
 * Settings from the context of the app: those said for all stages, and under the stage's name those of its own (`"prod": { … }`).
 * One that is said at both places, that is none or that does not fit stops synthesis with the member's name.
 */
export const settingsFrom = (node: Node): Settings => {
  const said = Object.keys(Chosen.shape).map((name) => [name, node.tryGetContext(name)])
  const forAll = { stage: 'dev', ...Object.fromEntries(said.filter(([, value]) => value !== undefined)) }
  const own = z
    .record(z.string(), z.unknown())
    .default({})
    .parse(node.tryGetContext(String(forAll.stage)))
  const twice = Object.keys(own).filter((name) => name in forAll)
  if (twice.length > 0) throw new Error(`Said for all stages and for ${forAll.stage} as well: ${twice.join(', ')}`)
  return Settings.parse({ ...forAll, ...own })
}
