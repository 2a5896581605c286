import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sender } from '../../../adapters/webhooks/send.ts'
import { accepting, answering, dripping, drippingHead, hanging, type Receiver, startReceiver } from '../../support/receiver.ts'
import { identity } from '../../support/receiver-identity.ts'

let plain: Receiver
let secure: Receiver
beforeAll(async () => {
  plain = await startReceiver()
  secure = await startReceiver({ secure: true })
})
afterEach(() => {
  plain.behave(accepting)
  secure.behave(accepting)
})
afterAll(() => Promise.all([plain.close(), secure.close()]))

const limits = { answer: 300, body: 100 }
const local = sender({ reachable: 'public and loopback', limits })
const publicOnly = sender({ reachable: 'public', limits })
const to = (url: string) => ({ url, headers: { 'content-type': 'application/json', 'webhook-id': 'evt_1' }, body: '{"type":"货物"}' })

/** A name service of our own: what it says, one answer after the other, and how often it was asked. */
const names = (...answers: readonly (readonly string[])[]) => {
  let asked = 0
  const resolve = async () => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? []
    asked += 1
    return answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  return { resolve, asked: () => asked }
}

describe('a receiver', () => {
  it('gets the body to the letter, and is believed by its status', async () => {
    expect(await local(to(plain.url))).toEqual({ status: 200, said: 'thank you', milliseconds: expect.any(Number) })
    expect(plain.received.at(-1)).toMatchObject({ body: '{"type":"货物"}', headers: { 'webhook-id': 'evt_1' }, path: '/hook' })
  })

  it('that answers with an error is told by its status, with the beginning of what it said', async () => {
    plain.behave(answering(503, {}, 'try later'))
    expect(await local(to(plain.url))).toMatchObject({ status: 503, failure: 'status', said: 'try later' })
  })

  it('that never answers is given up', async () => {
    plain.behave(hanging)
    expect(await local(to(plain.url))).toMatchObject({ failure: 'timeout' })
  })

  it('that begins to answer and never gets to the end of its head is given up all the same', async () => {
    plain.behave(drippingHead)
    expect(await local(to(plain.url))).toMatchObject({ failure: 'timeout' })
  })

  it('that says 200 has accepted, however slowly the rest drips', async () => {
    plain.behave(dripping)
    const outcome = await local(to(plain.url))
    expect(outcome).toMatchObject({ status: 200 })
    expect(outcome).not.toHaveProperty('failure')
    expect(outcome.said).toMatch(/^\.*$/)
  })

  it('that answers with ten megabytes is cut off after a few thousand', async () => {
    const sent = plain.bytesSent()
    plain.behave(answering(200, {}, 'x'.repeat(10 * 2 ** 20)))
    const outcome = await local(to(plain.url))
    expect(outcome).toMatchObject({ status: 200, said: 'x'.repeat(4096) })
    await expect.poll(() => plain.bytesSent()).toBeGreaterThan(sent)
    expect(plain.bytesSent() - sent).toBeLessThan(10 * 2 ** 20)
  })

  it('that sends a head larger than any has to be is given up', async () => {
    plain.behave(answering(200, { 'x-large': 'x'.repeat(32_000) }))
    expect(await local(to(plain.url))).toMatchObject({ failure: 'connection' })
  })

  it('that is not there is told as such', async () => {
    const gone = await startReceiver()
    await gone.close()
    expect(await local(to(gone.url))).toMatchObject({ failure: 'connection' })
  })

  it('that breaks off in the middle of its answer is judged by the status that it gave', async () => {
    plain.behave((response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('half', () => response.destroy())
    })
    expect(await local(to(plain.url))).toMatchObject({ status: 200, said: 'half' })
  })
})

describe('a redirect', () => {
  it('to a metadata service is not followed', async () => {
    plain.behave(answering(302, { location: 'http://169.254.169.254/latest/meta-data/' }))
    expect(await local(to(plain.url))).toMatchObject({ status: 302, failure: 'redirect' })
  })

  it('back to the receiver is not followed either', async () => {
    const before = plain.received.length
    plain.behave(answering(307, { location: '/elsewhere' }))
    expect(await local(to(plain.url))).toMatchObject({ failure: 'redirect' })
    expect(plain.received.length).toBe(before + 1)
  })
})

describe('an address that is not public', () => {
  it.each([
    'http://127.0.0.1',
    'https://[::1]',
    'https://[::ffff:10.0.0.1]',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/latest/meta-data/',
    'https://2130706433',
    'https://0x7f.1',
    'https://0',
  ])('is not connected to: %s', async (url) => {
    expect(await publicOnly(to(url))).toMatchObject({ failure: 'address_refused' })
  })

  it('behind a name is not connected to', async () => {
    const before = plain.received.length
    const { resolve } = names(['127.0.0.1'])
    const send = sender({ reachable: 'public', resolve, limits })
    expect(await send(to(`https://inside.example:${plain.port}`))).toMatchObject({ failure: 'address_refused' })
    expect(await send(to(`http://inside.example:${plain.port}`))).toMatchObject({ failure: 'address_refused' })
    expect(plain.received.length).toBe(before)
  })

  it('among public ones refuses them all', async () => {
    const { resolve } = names(['8.8.8.8', '10.0.0.1'])
    expect(await sender({ reachable: 'public', resolve, limits })(to('https://mixed.example'))).toMatchObject({
      failure: 'address_refused',
    })
  })

  it('cannot be slipped in behind the check: the name is asked for once, and what was checked is connected to', async () => {
    // First the good answer, then the other one, as in a rebinding attack: the receiver is where the first one led.
    const { resolve, asked } = names(['127.0.0.1'], ['10.0.0.1'])
    const send = sender({ reachable: 'public and loopback', resolve, limits, trusted: identity.cert })
    expect(await send(to(secure.url))).toMatchObject({ status: 200 })
    expect(asked()).toBe(1)
    expect(await send(to(secure.url))).toMatchObject({ failure: 'address_refused' })
  })

  it('is refused on this machine unless the deployment says otherwise', async () => {
    const before = plain.received.length
    expect(await publicOnly(to(`http://localhost:${plain.port}`))).toMatchObject({ failure: 'address_refused' })
    expect(plain.received.length).toBe(before)
  })
})

describe('over TLS', () => {
  const { resolve } = names(['127.0.0.1'])

  it('the receiver is asked for by its name, though its address was found ahead', async () => {
    const send = sender({ reachable: 'public and loopback', resolve, limits, trusted: identity.cert })
    expect(await send(to(secure.url))).toMatchObject({ status: 200 })
    expect(secure.received.at(-1)?.headers['host']).toBe(`receiver.example:${secure.port}`)
  })

  it('a certificate that nobody trusts, or that is for another name, ends it', async () => {
    const before = secure.received.length
    const stranger = sender({ reachable: 'public and loopback', resolve, limits })
    expect(await stranger(to(secure.url))).toMatchObject({ failure: 'tls' })
    const send = sender({ reachable: 'public and loopback', resolve, limits, trusted: identity.cert })
    expect(await send(to(`https://other.example:${secure.port}`))).toMatchObject({ failure: 'tls' })
    expect(secure.received.length).toBe(before)
  })
})

describe('a name', () => {
  it('that does not resolve is told as such', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))
    expect(await sender({ reachable: 'public', resolve, limits })(to('https://nowhere.example'))).toMatchObject({ failure: 'name_unknown' })
  })
})
