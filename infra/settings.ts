import type { Node } from 'constructs'
import * as z from 'zod'

/** What an installation may choose, given as CDK context (`-c stage=prod`); everything has a default but nobody's address. */
export const Settings = z
  .strictObject({
    stage: z.enum(['dev', 'prod']).default('dev'),
    /** Origins of the firm's own web pages, separated by commas: who may call from a browser and receive a sign-in. */
    webOrigins: z
      .string()
      .default('http://localhost:5173')
      .transform((origins) => origins.split(',').map((origin) => origin.trim()))
      .pipe(z.array(z.url()).min(1)),
    /** Names of the machines that sign in by themselves, separated by commas; Cognito charges for each. Empty: none. */
    machines: z
      .string()
      .default('Machine')
      .transform((names) => names.split(',').flatMap((name) => name.trim() || []))
      .pipe(z.array(z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/))),
    /** Where alarms are sent; without one they are only seen on the console. */
    alarmEmail: z.email().optional(),
    /** Whom mail is from. Its domain is made known to SES, and is the firm's own. */
    mailFrom: z.email().default('crm@lading.example'),
    /** Where customers write to: in a domain of its own, all mail of which is the desk's. */
    deskMail: z.email().default('desk@desk.lading.example'),
    /** Whether text messages are sent, by Amazon SNS. */
    sms: z.enum(['on', 'off']).default('off'),
    /** The firm's official account at WeChat, and the secure parameter (Systems Manager) that holds its secret. Both or neither. */
    wechatAppId: z.string().min(1).optional(),
    wechatSecretParameter: z.string().min(1).optional(),
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
  .refine(({ stage, loopbackTargets }) => stage !== 'prod' || !loopbackTargets, {
    path: ['loopbackTargets'],
    message: 'In production, webhooks point to the public internet alone',
  })
export type Settings = z.output<typeof Settings>
export type Stage = Settings['stage']

/** Settings from the context of the app; a value that does not fit stops synthesis with the member's name. */
export const settingsFrom = (node: Node): Settings =>
  Settings.parse(Object.fromEntries(Object.keys(Settings.shape).map((name) => [name, node.tryGetContext(name)])))
