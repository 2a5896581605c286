import { App } from 'aws-cdk-lib'
import { expect, it } from 'vitest'
import { Settings, settingsFrom } from '../../infra/settings.ts'
import { synthesize } from './synthesis.ts'

const firm = {
  alarmEmail: 'duty@example.com',
  webOrigins: 'https://crm.example.com, https://desk.example.com',
  mailFrom: 'crm@example.com',
  deskMail: 'desk@desk.example.com',
}
const complaints = (said: Record<string, unknown>) =>
  Settings.safeParse(said).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
const from = (context: Record<string, unknown>) => settingsFrom(new App({ context }).node)

it('lets somebody try it out without saying anything', () => {
  expect(complaints({})).toEqual([])
  expect(complaints({ stage: 'prod', ...firm })).toEqual([])
})

it('does not let people work with a stage that would fail them silently', () => {
  expect(complaints({ stage: 'prod' })).toEqual([
    'alarmEmail: In production, somebody is told when something fails',
    "mailFrom: In production, mail is from an address of the firm's own, or none goes out",
    "deskMail: In production, customers write to a domain of the firm's own",
    'webOrigins: In production, people sign in at pages that all of them reach',
  ])
})

it.each([
  ['alarmEmail', undefined],
  ['mailFrom', 'crm@sub.lading.example'],
  ['deskMail', 'desk@lading.example'],
  ['webOrigins', 'https://crm.example.com, http://127.0.0.1:5173'],
  ['webOrigins', 'http://[::1]:5173'],
  ['loopbackTargets', true],
])('refuses production for %s alone when it is %s', (member, value) => {
  expect(complaints({ stage: 'prod', ...firm, [member]: value })).toEqual([expect.stringContaining(`${member}: In production`)])
})

it('wants the account at WeChat and where its secret is, or neither, on every stage', () => {
  expect(complaints({ wechatAppId: 'wx1' })).toEqual([expect.stringContaining('wechatSecretParameter: ')])
  expect(complaints({ wechatSecretParameter: '/crm/wechat' })).toEqual([expect.stringContaining('wechatSecretParameter: ')])
  expect(complaints({ wechatAppId: 'wx1', wechatSecretParameter: '/crm/wechat' })).toEqual([])
})

it('asks WeChat where the firm says, and nobody else', () => {
  const account = { wechatAppId: 'wx1', wechatSecretParameter: '/crm/wechat' }
  const origins = (chosen: Readonly<Record<string, string>>) =>
    synthesize('dev', chosen)
      .all('AWS::Lambda::Function')
      .flatMap(({ id, properties }) => {
        const { Variables } = properties['Environment'] as { readonly Variables: Readonly<Record<string, unknown>> }
        return Variables['WECHAT_ORIGIN'] === undefined ? [] : [[id.startsWith('MessageSender'), Variables['WECHAT_ORIGIN']]]
      })
  expect(origins({})).toEqual([])
  expect(origins(account)).toEqual([[true, 'https://api.weixin.qq.com']])
  expect(origins({ ...account, wechatHost: 'hk.api.weixin.qq.com' })).toEqual([[true, 'https://hk.api.weixin.qq.com']])
  expect(complaints({ ...account, wechatHost: 'api.weixin.example' })).toEqual([expect.stringContaining('wechatHost: ')])
})

it('does not send mail from the domain all of whose mail is for the desk', () => {
  expect(complaints({ ...firm, mailFrom: 'crm@desk.example.com' })).toEqual([expect.stringContaining('deskMail: ')])
})

it('takes a firm to be in mainland China, unless it says where else', () => {
  expect(from({})).toMatchObject({ zone: 'Asia/Shanghai' })
  expect(from({ prod: { ...firm, zone: 'Europe/Berlin' }, stage: 'prod' })).toMatchObject({ zone: 'Europe/Berlin' })
  for (const zone of ['', 'Berlin', '+02:00', '../Berlin'])
    expect(complaints({ zone }), zone).toEqual(['zone: The IANA name of a time zone, such as Europe/Berlin'])
})

it('has customers left alone at night, unless the firm says otherwise', () => {
  expect(from({})).toMatchObject({ quietHours: '21:00-08:00' })
  for (const quietHours of ['off', '22:30-07:15']) expect(from({ quietHours })).toMatchObject({ quietHours })
  for (const quietHours of ['', '22', '22:00-24:00', '9:00-17:00', 'at night'])
    expect(complaints({ quietHours }), quietHours).toEqual([expect.stringContaining('quietHours: ')])
})

it('takes from the context what is said for all stages and for the one that is deployed, and nothing of another', () => {
  const context = { keyDays: 30, dev: { burst: 10 }, prod: firm }
  expect(from(context)).toMatchObject({ stage: 'dev', keyDays: 30, burst: 10, mailFrom: 'crm@lading.example' })
  expect(from({ ...context, stage: 'prod' })).toMatchObject({ stage: 'prod', keyDays: 30, burst: 400, mailFrom: 'crm@example.com' })
})

it('stops at a setting that is said twice, for one of the two would be passed over', () => {
  expect(() => from({ stage: 'prod', keyDays: '1', prod: { ...firm, keyDays: 30 } })).toThrow('prod as well: keyDays')
})

it('stops at a setting of a stage that is none', () => {
  expect(() => from({ dev: { alarmMail: 'duty@example.com' } })).toThrow(/alarmMail/)
})

it('gives a machine what it was given by name, and makes none of itself', () => {
  const clients = ({ all }: ReturnType<typeof synthesize>) =>
    all('AWS::Cognito::UserPoolClient').filter(({ properties }) => String(properties['AllowedOAuthFlows']).includes('client_credentials'))
  expect(clients(synthesize('prod'))).toEqual([])
  const machines = clients(synthesize('prod', { machines: 'Tms:customers:read+inbound:write, Shop:tickets:write' }))
  const scopes = machines.map(({ properties }) => JSON.stringify(properties['AllowedOAuthScopes']).match(/[a-z]+:(read|write)/g))
  expect(scopes).toEqual([['customers:read', 'inbound:write'], ['tickets:write']])
})

it.each(['Tms', 'Tms:', 'Tms:customers', 'Tms:customers:read+customers:fly', ':customers:read', 'T-1:customers:read'])(
  'does not make a machine of which it is not said what it may do: %s',
  (machines) => {
    expect(complaints({ machines })).toHaveLength(1)
  },
)

const identities = ({ all }: ReturnType<typeof synthesize>) =>
  all('AWS::SES::EmailIdentity').map(({ properties, kept }) => ({ name: properties['EmailIdentity'], kept }))

it('makes its two domains known to SES, and in production leaves them to it', () => {
  expect(identities(synthesize('prod'))).toEqual([
    { name: 'example.com', kept: true },
    { name: 'desk.example.com', kept: true },
  ])
})

it('makes no domain known that SES knows already, and may still send from it', () => {
  const stage = synthesize('prod', { knownDomains: 'example.com' })
  expect(identities(stage)).toEqual([{ name: 'desk.example.com', kept: true }])
  const sending = stage.all('AWS::IAM::Policy').filter(({ properties }) => JSON.stringify(properties).includes('ses:SendEmail'))
  expect(sending).toHaveLength(1)
  expect(JSON.stringify(sending)).toContain(':identity/example.com')
})
