import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContextOptions, chromium as engine, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, serve } from './stage.ts'

const stage = openStage()
let browser: Browser
let served: Awaited<ReturnType<typeof serve>>

const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic']
const phone = { viewport: { width: 360, height: 740 }, javaScriptEnabled: false, locale: 'zh-CN' } as const

beforeAll(async () => {
  served = await serve(stage)
  browser = await engine.launch({ executablePath: await chromium.executablePath(), args: [...chromium.args, ...quiet], headless: true })
})
afterAll(async () => {
  await browser?.close()
  await served?.stop()
})

/** A picture for somebody to look at, where a folder for pictures is given. */
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

const opened = async (path: string, options: BrowserContextOptions = phone): Promise<{ page: Page; asked: string[] }> => {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`${served.origin}${path}`)
  return { page, asked }
}

/** Waits for the page of this heading: a press of a key does not wait for what comes of it. */
const headed = (page: Page, heading: string) => page.getByRole('heading', { level: 1, name: heading }).waitFor()

/** One press, once the page has put the focus on its button. */
const pressed = async (page: Page): Promise<void> => {
  await page.locator('button:focus').waitFor()
  await page.keyboard.press('Enter')
}

const overflow = (page: Page) => page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)

describe('on a phone, without scripts', () => {
  it('the questionnaire is filled in and sent, and thanks come back', async () => {
    const { id, token } = await stage.send()
    const { page, asked } = await opened(`/s/${token}`)
    await picture(page, 'form-zh-phone')
    await page
      .getByRole('group', { name: /总体而言/ })
      .getByRole('radio', { name: '4 分(满分 5 分)' })
      .check()
    await page.getByRole('group', { name: /时效/ }).getByRole('radio', { name: '3 分(满分 5 分)' }).check()
    await page.getByRole('textbox', { name: /还有什么/ }).fill('<b>司机</b> "很准时" & 礼貌')
    await page.getByRole('button', { name: '提交' }).click()
    await headed(page, '感谢您的评价')
    await picture(page, 'thanks-zh-phone')
    expect(await stage.stateOf(id)).toMatchObject({
      status: 'answered',
      mode: 'online',
      answers: { overall: 4, timeliness: 3, comment: '<b>司机</b> "很准时" & 礼貌' },
    })
    expect(asked.filter((url) => !url.startsWith(served.origin))).toEqual([])
  })

  it('nothing sticks out sideways, and every score is large enough for a thumb', async () => {
    for (const questionnaire of ['service', 'relationship', 'effort']) {
      const { token } = await stage.send({ questionnaire: { id: questionnaire, edition: 1 } })
      for (const lang of ['zh-CN', 'en']) {
        const { page } = await opened(`/s/${token}?lang=${lang}`)
        await picture(page, `${questionnaire}-${lang}-phone`)
        expect(await overflow(page), questionnaire).toBeLessThanOrEqual(0)
        for (const box of await page.locator('.scale label').all()) {
          const { width = 0, height = 0 } = (await box.boundingBox()) ?? {}
          expect(Math.min(width, height), questionnaire).toBeGreaterThanOrEqual(40)
        }
      }
    }
  })

  it('what is missing is said at the top and at its question, and what was written is still there', async () => {
    const { id, token } = await stage.send({ language: 'en' })
    const { page } = await opened(`/s/${token}`)
    await page.locator('form').evaluate((form) => form.setAttribute('novalidate', ''))
    await page.getByRole('textbox').fill('No time for scores')
    await page.getByRole('button', { name: 'Send' }).click()
    await picture(page, 'fault-en-phone')
    const alert = page.getByRole('alert')
    expect(await alert.textContent()).toContain('Please answer this question.')
    expect(await alert.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
    expect(await page.getByRole('textbox').inputValue()).toBe('No time for scores')
    await alert.getByRole('link').click()
    expect(page.url()).toContain('#q-overall')
    expect(await stage.stateOf(id)).toMatchObject({ status: 'sent' })
  })
})

describe('from a score in the mail', () => {
  it('the score is chosen, nothing is recorded yet, and one press confirms it', async () => {
    const { id, token } = await stage.send()
    const { page } = await opened(`/s/${token}?lang=en&score=2`)
    await picture(page, 'click-en-phone')
    expect(await page.getByRole('radio', { name: '2 of 5' }).first().isChecked()).toBe(true)
    expect(await stage.stateOf(id)).toMatchObject({ status: 'sent' })
    await pressed(page)
    await headed(page, 'Thank you')
    expect(await stage.stateOf(id)).toMatchObject({ status: 'answered', mode: 'mail_click', answers: { overall: 2 } })
  })

  it('goes on in the other language with the score that was chosen', async () => {
    const { token } = await stage.send()
    const { page } = await opened(`/s/${token}?lang=en&score=2`)
    await page.getByRole('link', { name: '中文' }).click()
    await picture(page, 'click-zh-phone')
    expect(await page.getByRole('button', { name: '确认提交 2 分' }).isVisible()).toBe(true)
  })
})

describe('with the keyboard alone', () => {
  it('every question is reached by tab, answered by arrows, and the focus is seen', async () => {
    const { id, token } = await stage.send({ language: 'en' })
    const { page } = await opened(`/s/${token}`, { viewport: { width: 1100, height: 800 } })
    await page.keyboard.press('Tab')
    for (const presses of [3, 1, 0, 0, 0]) {
      await page.keyboard.press('Tab')
      if (presses > 0) await page.keyboard.press('Space')
      for (let press = 0; press < presses; press += 1) await page.keyboard.press('ArrowRight')
      if (presses === 3) await picture(page, 'keyboard-en-desktop')
    }
    const ring = page.locator('.scale input:focus + span')
    expect(await ring.evaluate((element) => element.ownerDocument.defaultView?.getComputedStyle(element).outlineStyle)).toBe('solid')
    await page.keyboard.press('Tab')
    await page.keyboard.type('By keys')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await headed(page, 'Thank you')
    expect(await stage.stateOf(id)).toMatchObject({ answers: { overall: 4, timeliness: 2, comment: 'By keys' } })
  })

  it('an answer is changed within the day, from what it was', async () => {
    const { id, token } = await stage.send({ language: 'en' })
    const { page } = await opened(`/s/${token}?score=5`)
    await pressed(page)
    await page.getByRole('link', { name: 'Change your answers' }).click()
    expect(await page.getByRole('radio', { name: '5 of 5' }).first().isChecked()).toBe(true)
    await page.getByRole('radio', { name: '3 of 5' }).first().check()
    await page.getByRole('button', { name: 'Send' }).click()
    await headed(page, 'Thank you')
    expect(await stage.stateOf(id)).toMatchObject({ answers: { overall: 3 } })
  })
})

describe('to a screen reader', () => {
  it('every field has a name and says its scale, and the page says its language', async () => {
    const { token } = await stage.send()
    const { page } = await opened(`/s/${token}`)
    const tree = await page.locator('body').ariaSnapshot()
    expect(tree).toContain('group "总体而言,您对我们本次服务满意吗? (必答)"')
    expect(tree).toContain('radio "5 分(满分 5 分)"')
    expect(tree).toContain('textbox "您还有什么想告诉我们的? (选答)"')
    expect(tree).toContain('navigation "语言"')
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    const described = await page.locator('fieldset').first().getAttribute('aria-describedby')
    expect(await page.locator(`#${described}`).textContent()).toContain('1 = 非常不满意')
  })
})
