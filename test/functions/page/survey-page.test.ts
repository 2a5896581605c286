import { describe, expect, it } from 'vitest'
import { linkToken } from '../../../functions/runtime/public-link.ts'
import { day, later, start } from '../../domain/surveys/survey.ts'
import { openStage } from './stage.ts'

const stage = openStage()
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const post = (token: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = form) =>
  stage.ask({ method: 'POST', token, headers, body: new URLSearchParams(fields).toString() })
const asked = async () => {
  stage.at(later(day))
  return stage.send()
}
const untouched = async (id: string) => expect(await stage.stateOf(id)).toMatchObject({ status: 'sent' })

describe('a link opens its survey and no other', () => {
  it('one that was guessed, cut, altered or made for another page opens nothing', async () => {
    const { id, token } = await asked()
    const another = await stage.send()
    const [survey = '', until = '', mac = ''] = token.split('.')
    const [, , otherMac = ''] = another.token.split('.')
    const forged = [
      '',
      'x',
      survey,
      `${survey}.${until}`,
      token.slice(0, -1),
      `${token}A`,
      `${survey}.${until}.${mac.toLowerCase()}`,
      `${survey}.zzzzzz.${mac}`,
      `${another.id}.${until}.${mac}`,
      `${survey}.${until}.${otherMac}`,
      linkToken(Buffer.alloc(32, 'a key for tests alone'), { page: 'm', id }),
      linkToken(Buffer.alloc(32, 'the key of somebody else'), { page: 's', id }),
      `${token}/../../v1/customers`,
      '\u0000',
      'x'.repeat(10_000),
    ]
    for (const bad of forged) {
      expect((await stage.ask({ token: bad })).statusCode, bad).toBe(404)
      expect((await post(bad, { 'a.overall': '5' })).statusCode, bad).toBe(404)
    }
    await untouched(id)
  })

  it('one whose time is up says so, and takes nothing', async () => {
    const { id, token } = await asked()
    for (const moment of [later(15 * day), later(16 * day), later(400 * day)]) {
      stage.at(moment)
      expect((await stage.ask({ token })).statusCode).toBe(410)
      expect((await post(token, { 'a.overall': '5' })).statusCode).toBe(410)
    }
    await untouched(id)
  })

  it('one of a survey that is not there is like one that was never made', async () => {
    const token = linkToken(Buffer.alloc(32, 'a key for tests alone'), { page: 's', id: 'svy_01KAJ0000000000000000000ZZ' })
    expect((await stage.ask({ token })).statusCode).toBe(404)
  })
})

describe('opening a link', () => {
  it('records nothing, however often machines do it, with a score or without', async () => {
    const { id, token } = await asked()
    for (const score of ['1', '5', '99', 'x']) expect((await stage.ask({ token, queryStringParameters: { score } })).statusCode).toBe(200)
    await untouched(id)
  })

  it('loads nothing from other hosts, runs nothing, is kept by nobody and found by no search', async () => {
    const { token } = await asked()
    const { headers, body } = await stage.ask({ token })
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    )
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' })
    expect(body).not.toMatch(/<script|https?:|src=|@import|url\(/)
  })

  it('speaks the language of the link, else of the person, else of the browser', async () => {
    const { token } = await asked()
    const german = { 'accept-language': 'de, en;q=0.8' }
    const inLanguage = async (request: object) => (await stage.ask({ token, ...request })).headers['content-language']
    expect(await inLanguage({ headers: german })).toBe('zh-CN')
    expect(await inLanguage({ headers: german, queryStringParameters: { lang: 'en' } })).toBe('en')
    expect(await inLanguage({ queryStringParameters: { lang: 'tlh' } })).toBe('zh-CN')
    expect((await stage.ask({ token: 'x', headers: german })).headers['content-language']).toBe('en')
  })
})

describe('what is sent', () => {
  it('outside the scale, to nothing that was asked, or nothing at all is not taken, and says why', async () => {
    const { id, token } = await asked()
    const bad: Readonly<Record<string, string>>[] = [
      {},
      { 'a.overall': '6' },
      { 'a.overall': '0' },
      { 'a.overall': '-1' },
      { 'a.overall': '4.5' },
      { 'a.overall': '1e0' },
      { 'a.overall': '五' },
      { 'a.overall': '5', 'a.price': '5' },
      { 'a.overall': '5', 'a.__proto__': '5' },
      { 'a.timeliness': '5' },
      { 'a.overall': '5', 'a.comment': 'x'.repeat(2001) },
      { 'a.overall': '5', 'a.comment': 'a\u202Eb' },
      { 'a.overall': '5', 'a.comment': 'a\u0000b' },
    ]
    for (const fields of bad) {
      const { statusCode, body } = await post(token, fields)
      expect(statusCode, JSON.stringify(fields).slice(0, 80)).toBe(422)
      expect(body).toContain('role="alert"')
    }
    await untouched(id)
  })

  it('as one megabyte of text is not read, and another kind of content is not guessed at', async () => {
    const { id, token } = await asked()
    expect((await post(token, { 'a.overall': '5', 'a.comment': 'x'.repeat(1_048_576) })).statusCode).toBe(413)
    expect((await post(token, { 'a.overall': '5' }, { 'content-type': 'application/json' })).statusCode).toBe(415)
    expect((await post(token, { 'a.overall': '5' }, {})).statusCode).toBe(415)
    await untouched(id)
  })

  it('is kept once: again it is the same answer, and a day later nothing changes it', async () => {
    const { id, token } = await asked()
    const first = await post(token, { 'a.overall': '5' })
    expect(first).toMatchObject({ statusCode: 303, headers: { location: '?lang=zh-CN' } })
    const kept = stage.store.commits.length
    expect((await post(token, { 'a.overall': '5' })).statusCode).toBe(303)
    expect(stage.store.commits.length).toBe(kept)
    stage.at(later(2 * day + 1))
    expect((await post(token, { 'a.overall': '1' })).statusCode).toBe(409)
    expect((await stage.ask({ token, queryStringParameters: { change: '1' } })).body).not.toContain('<form')
    expect(await stage.stateOf(id)).toMatchObject({ answers: { overall: 5 } })
  })

  it('as markup comes back as text', async () => {
    const { token } = await asked()
    const { body } = await post(token, { 'a.comment': '</textarea><img src=x onerror=alert(1)>' })
    expect(body).toContain('&lt;/textarea&gt;&lt;img src=x onerror=alert(1)&gt;')
  })

  it('as base 64, as the gateway may hand it on, is read as well', async () => {
    const { id, token } = await asked()
    const body = Buffer.from('a.overall=3').toString('base64')
    expect((await stage.ask({ method: 'POST', token, headers: form, body, isBase64Encoded: true })).statusCode).toBe(303)
    expect(await stage.stateOf(id)).toMatchObject({ answers: { overall: 3 }, mode: 'online' })
  })

  it('by whoever has the link is written down as that and nothing else', async () => {
    const { token } = await asked()
    await post(token, { 'a.overall': '4', from: 'mail' })
    const last = stage.store.commits.at(-1)
    expect(last?.events).toMatchObject([{ type: 'survey.answered', mode: 'mail_click' }])
    expect(last?.context.actor).toMatchObject({ id: 'respondent', permissions: [], sees: [] })
    expect(start < (last?.context.now ?? '')).toBe(true)
  })
})
