import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayConnect, targetFault, WebhookUrl } from '../../../domain/webhooks/target.ts'

describe('an address of a network', () => {
  it.each(['8.8.8.8', '1.1.1.1', '223.5.5.5', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => {
    expect(mayConnect(address, 'public')).toBe(true)
  })

  it.each([
    ...['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1', '::127.0.0.1'],
    ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', '::ffff:10.0.0.1', 'fd00:ec2::254', 'fc00::1', 'fec0::1'],
    ...['169.254.169.254', '169.254.170.2', 'fe80::1', '::ffff:169.254.169.254'],
    ...['100.64.0.1', '100.127.255.255', '0.0.0.0', '0.1.2.3', '::'],
    ...['224.0.0.1', '239.255.255.255', 'ff02::1', '255.255.255.255', '240.0.0.1'],
    ...['192.0.0.8', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
    ...['64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001::1', '100::1'],
    ...['', 'localhost', '256.1.1.1', '1.2.3.4.5', 'fe80::1%eth0'],
  ])('%s is not', (address) => {
    expect(mayConnect(address, 'public')).toBe(false)
  })

  it('inside another form of it counts as what it is', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(mayConnect(`::ffff:${address}`, 'public')).toBe(mayConnect(address, 'public'))
      }),
    )
  })

  it('of this machine is reachable where the deployment says so, and nothing else is by that', () => {
    expect(mayConnect('127.0.0.1', 'public and loopback')).toBe(true)
    expect(mayConnect('::1', 'public and loopback')).toBe(true)
    expect(mayConnect('10.0.0.1', 'public and loopback')).toBe(false)
    expect(mayConnect('169.254.169.254', 'public and loopback')).toBe(false)
  })
})

describe('where a webhook points to', () => {
  it.each([
    ['https://tms.shunda.example/hook', undefined],
    ['https://tms.shunda.example:8443/hook', undefined],
    ['https://tms.shunda.example:443/hook', undefined],
    ['http://tms.shunda.example/hook', 'webhook.url_not_https'],
    ['https://tms.shunda.example:22/', 'webhook.url_port'],
    ['https://tms.shunda.example:80/', 'webhook.url_port'],
    ['https://localhost/', 'webhook.url_not_public'],
    ['https://127.1/', 'webhook.url_not_public'],
    ['https://2130706433/', 'webhook.url_not_public'],
    ['https://[::1]/', 'webhook.url_not_public'],
  ])('%s in a deployment: %s', (url, fault) => {
    expect(targetFault(url, 'public')).toBe(fault)
  })

  it.each([
    ['http://127.0.0.1:9000/hook', undefined],
    ['http://localhost:9000/hook', undefined],
    ['http://[::1]:9000/hook', undefined],
    ['http://tms.shunda.example/hook', 'webhook.url_not_https'],
    ['https://10.0.0.1/hook', 'webhook.url_not_public'],
    ['http://10.0.0.1/hook', 'webhook.url_not_https'],
  ])('%s on a laptop: %s', (url, fault) => {
    expect(targetFault(url, 'public and loopback')).toBe(fault)
  })

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    '//tms.shunda.example',
    'https://',
    'https://a:b@c.example',
    'https://c.example/#part',
  ])('%s is no address of the web', (url) => {
    expect(WebhookUrl.safeParse(url).success).toBe(false)
  })
})
