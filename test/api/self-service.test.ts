import chromium from '@sparticuz/chromium'
import { type Browser, chromium as engine, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allPages, type Caller, done, eventually, signIn, type Told } from '../support/caller.ts'
import { advance } from '../support/clock.ts'
import { deploy, type TestDeployment } from '../support/deployment.ts'
import { madeUpCompany, madeUpEmail, madeUpPhone } from '../support/made-up.ts'
import { mailTo } from '../support/mailbox.ts'

let deployment: TestDeployment
let admin: Caller
let sales: Caller
let customer: string
let browser: Browser

const staff = async () => {
  admin = await signIn(deployment, { role: 'admin', sub: 'usr_admin' })
  sales = await signIn(deployment, { role: 'sales', sub: 'usr_wang', scope: 'own' })
}
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic']
beforeAll(async () => {
  deployment = await deploy()
  browser = await engine.launch({ executablePath: await chromium.executablePath(), args: [...chromium.args, ...quiet], headless: true })
  await staff()
  customer = done(await admin.post('/v1/customers', madeUpCompany({ owner: 'usr_wang' }))).id
})
afterAll(async () => {
  await browser?.close()
  await deployment?.remove()
})

const leap = async (by: string): Promise<void> => {
  await advance(deployment, by)
  await staff()
}

/** A person with a phone and an address, and the path of the page that a mail has led them to. */
const invited = async (facts: Readonly<Record<string, unknown>> = {}) => {
  const [address, phone] = [madeUpEmail(), madeUpPhone()]
  const reached = { emails: [{ label: 'work', address, primary: true }], phones: [{ label: 'direct', number: phone, primary: true }] }
  const person = { name: '李娜', birthDate: '1990-02-28', ...reached, affiliation: { role: 'logistics' }, ...facts }
  const contact = done(await admin.post(`/v1/customers/${customer}/contacts`, person)).id
  const sent = await sales.post(`/v1/contacts/${contact}/self-service`)
  expect(sent.status, sent.text).toBe(201)
  await eventually(async () => (await mailTo(deployment, address)).length).toBe(1)
  const [mail] = await mailTo(deployment, address)
  const path = /\/c\/[\w.-]+/.exec(mail?.body.text ?? '')?.[0] ?? ''
  expect(path).not.toBe('')
  return { contact, link: sent.body, path, address, phone }
}
const look = async (path: string) => {
  const answer = await fetch(`${deployment.api}${path}`, { headers: { 'accept-language': 'zh-CN' } })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const post = (path: string, fields: Readonly<Record<string, string>>) =>
  fetch(`${deployment.api}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
/** The hidden field of a page that is open. */
const shownVersion = async (path: string): Promise<Readonly<Record<string, string>>> => {
  const version = /name="version" value="(\d+)"/.exec((await look(path)).text)?.[1]
  return version === undefined ? {} : { version }
}
/** Opens the page and answers at once. */
const send = async (path: string, fields: Readonly<Record<string, string>>) => post(path, { ...(await shownVersion(path)), ...fields })
const contactOf = async (id: string): Promise<Told> => done(await admin.get(`/v1/contacts/${id}`))
const linksOf = (id: string) => allPages(sales, `/v1/contacts/${id}/self-service`)
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

describe('the page of a contact', () => {
  it('shows them their own data in the clear, from nowhere else, and opening it changes nothing', async () => {
    const { path, address, phone, contact } = await invited()
    const { status, headers, text } = await look(path)
    expect(status).toBe(200)
    for (const value of ['李娜', address, phone, '1990-02-28']) expect(text).toContain(value)
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/)
    expect(text).not.toMatch(/<script|src=|url\(/)
    expect((await look(path)).status).toBe(200)
    expect(await contactOf(contact)).toMatchObject({ version: 1 })
  })

  it('takes what they confirm and correct once, by the rules of everybody, and says who it was', async () => {
    const { contact, path, link, phone } = await invited()
    const corrected = madeUpPhone()
    const answer = await send(path, { name: '李娜娜', 'phones.0': corrected.replace('+86', ''), 'right.emails': '1' })
    expect(answer.status).toBe(303)
    const after = await contactOf(contact)
    expect(after).toMatchObject({ version: 2, name: '李娜娜', phones: [{ number: corrected, label: 'direct', primary: true }] })
    const confirmations = after['confirmations'] as Readonly<Record<string, unknown>>
    expect(Object.keys(confirmations).sort()).toEqual(['emails', 'name', 'phones'])
    expect(confirmations['name']).toEqual({ confirmedBy: 'customer', confirmedAt: expect.any(String) })
    const told = (await allPages(admin, `/v1/customers/${customer}/timeline`)).find(({ type }) => type === 'contact.confirmed')
    expect(told).toMatchObject({ actor: { id: contact, roles: ['contact'] }, subject: { kind: 'contact', id: contact } })
    expect(JSON.stringify(told)).not.toContain(phone)
    expect(await linksOf(contact)).toMatchObject([{ id: link.id, status: 'used', ended: { by: contact } }])

    expect((await look(`${path}?done=1`)).text).toContain('谢谢')
    expect(await look(path)).toMatchObject({ status: 410, text: expect.stringContaining('链接已使用') })
    expect((await send(path, { name: '另一个人' })).status).toBe(410)
    expect((await contactOf(contact))['name']).toBe('李娜娜')

    done(await admin.patch(`/v1/contacts/${contact}`, { name: '李娜' }))
    expect(Object.keys((await contactOf(contact))['confirmations'] as object).sort()).toEqual(['emails', 'phones'])
  })

  it('takes one of two answers that come at once', async () => {
    const { contact, path } = await invited()
    const answers = await Promise.all(['甲', '乙', '丙'].map((name) => send(path, { name })))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410])
    expect(await contactOf(contact)).toMatchObject({ version: 2 })
  })

  it('does not undo what a colleague wrote meanwhile: it is shown again as it stands, and then taken', async () => {
    const { contact, path, phone } = await invited()
    const seen = await shownVersion(path)
    const [office, mine] = [madeUpPhone(), madeUpPhone()]
    const numbers = [
      { number: office, label: 'work' },
      { number: phone, label: 'direct', primary: true },
    ]
    done(await admin.patch(`/v1/contacts/${contact}`, { name: '李娜(更正)', phones: numbers }))
    const late = { name: '李娜', 'phones.0': mine, 'right.emails': '1' }
    for (const [lang, words] of [
      ['en', 'were updated while you filled this in'],
      ['zh-CN', '您填写期间,资料有了更新'],
    ] as const) {
      for (const version of [seen, {}]) {
        const answer = await post(`${path}?lang=${lang}`, { ...late, ...version })
        const text = await answer.text()
        expect(answer.status).toBe(422)
        for (const value of [words, '李娜(更正)', office, phone]) expect(text).toContain(value)
        expect(text).not.toContain(mine)
      }
    }
    expect(await contactOf(contact)).toMatchObject({ version: 2, name: '李娜(更正)' })
    expect((await send(path, { 'phones.1': mine, 'right.name': '1' })).status).toBe(303)
    const after = await contactOf(contact)
    expect(after).toMatchObject({ version: 3, name: '李娜(更正)', phones: [{ number: office }, { number: mine }] })
  })

  it('refuses what no rule allows, keeps what was typed, and still takes an answer', async () => {
    const taken = madeUpPhone()
    await admin.post(`/v1/customers/${customer}/contacts`, { name: '他人', phones: [{ number: taken }], affiliation: { role: 'sales' } })
    const { path } = await invited()
    const faulty = async (fields: Readonly<Record<string, string>>) => {
      const answer = await send(`${path}?lang=en`, fields)
      return { status: answer.status, text: await answer.text() }
    }
    expect(await faulty({})).toMatchObject({ status: 422, text: expect.stringContaining('tick or correct at least one thing') })
    expect(await faulty({ 'phones.0': '12345' })).toMatchObject({ status: 422, text: expect.stringContaining('not a telephone number') })
    expect(await faulty({ 'phones.0': '12345' })).toMatchObject({ text: expect.stringContaining('value="12345"') })
    expect(await faulty({ 'emails.new': 'nobody' })).toMatchObject({ status: 422, text: expect.stringContaining('not an e-mail address') })
    expect(await faulty({ 'phones.new': taken })).toMatchObject({
      status: 422,
      text: expect.stringContaining('We cannot take this number'),
    })
    expect(await faulty({ name: '' })).toMatchObject({ status: 422, text: expect.stringContaining('cannot be empty') })
    expect((await faulty({ name: '<script>alert(1)</script>' })).status).toBe(303)
  })

  it('does not open by a link that was cut, altered, made for another page, withdrawn or grown old', async () => {
    const { contact, path, link } = await invited()
    const [, , token = ''] = path.split('/')
    const other = await invited()
    const [mine = '', rest = ''] = [token.split('.')[0], token.slice(token.indexOf('.'))]
    const forged = `${other.link.id}${rest}`
    for (const wrong of [
      token.slice(0, -1),
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      forged,
      mine,
      'x',
      '%00',
      `${token}${token}`,
    ]) {
      expect((await look(`/c/${wrong}`)).status, wrong).toBe(404)
      expect((await send(`/c/${wrong}`, { name: 'x' })).status, wrong).toBe(404)
    }
    expect((await look(`/s/${token}`)).status).toBe(404)
    expect((await fetch(`${deployment.api}${path}`, { method: 'POST', body: JSON.stringify({ name: 'x' }) })).status).toBe(415)
    expect((await send(path, { name: 'x'.repeat(40_000) })).status).toBe(413)

    const stranger = await signIn(deployment, { role: 'sales', sub: 'usr_li', scope: 'own' })
    expect((await stranger.post(`/v1/contacts/${contact}/self-service/${link.id}/revoke`)).body.code).toBe('access.out_of_scope')
    expect((await sales.post(`/v1/contacts/${contact}/self-service/${other.link.id}/revoke`)).body.code).toBe('self_service.not_found')
    done(await sales.post(`/v1/contacts/${contact}/self-service/${link.id}/revoke`))
    expect(await look(path)).toMatchObject({ status: 410, text: expect.stringContaining('链接已撤回') })

    await leap('P6D')
    expect((await look(other.path)).status).toBe(200)
    await leap('P1D')
    expect(await look(other.path)).toMatchObject({ status: 410, text: expect.stringContaining('链接已过期') })
    expect((await send(other.path, { name: '晚了' })).status).toBe(410)
  })

  it('is offered to those with an address alone, by those who look after them', async () => {
    const person = { name: '无邮箱', affiliation: { role: 'sales' } }
    const contact = done(await admin.post(`/v1/customers/${customer}/contacts`, person)).id
    expect((await sales.post(`/v1/contacts/${contact}/self-service`)).body.code).toBe('self_service.no_address')
    const stranger = await signIn(deployment, { role: 'sales', sub: 'usr_li', scope: 'own' })
    expect((await stranger.post(`/v1/contacts/${contact}/self-service`)).body.code).toBe('access.out_of_scope')
  })

  it('is filled in on a phone, without scripts, and asks nothing of other hosts', async () => {
    const { contact, path } = await invited({ language: 'en' })
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`${deployment.api}${path}`)
    await picture(page, 'own-data-en-phone')
    expect(await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)).toBeLessThanOrEqual(0)
    await page.getByRole('group', { name: 'Name' }).getByRole('checkbox').check()
    await page.getByRole('textbox', { name: 'Telephone 1' }).fill('12')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('alert').waitFor()
    await picture(page, 'own-data-en-faulty')
    await page.getByRole('textbox', { name: 'Telephone 1' }).fill('')
    await page.getByRole('combobox', { name: 'How to reach you' }).selectOption('wechat')
    await page.getByRole('link', { name: '中文' }).click()
    await page.getByRole('heading', { level: 1, name: '核对您的资料' }).waitFor()
    await picture(page, 'own-data-zh-phone')
    await page.getByRole('group', { name: '姓名' }).getByRole('checkbox').check()
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByRole('heading', { level: 1, name: '谢谢' }).waitFor()
    await picture(page, 'own-data-zh-done')
    expect(asked.filter((url) => !url.startsWith(deployment.api))).toEqual([])
    expect(await contactOf(contact)).toMatchObject({ confirmations: { name: { confirmedBy: 'customer' } } })
  })
})
