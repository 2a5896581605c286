import addresses from 'ipaddr.js'
import * as z from 'zod'
import { rule } from '../kernel/rule.ts'

/** Where a webhook may point to: hosts of the public internet, and on a laptop also programs of the same machine. */
export type Reachable = 'public' | 'public and loopback'

/**
 * Whether an address may be connected to. Only what the registries call global unicast is public: private, loopback,
 * link-local (the metadata services among it), shared, multicast, reserved and tunnelled ones are not, and an IPv4 address
 * inside an IPv6 one counts as what it is (https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 twin).
 */
export const mayConnect = (address: string, reachable: Reachable): boolean => {
  if (!addresses.isValid(address)) return false
  const range = addresses.process(address).range()
  return range === 'unicast' || (range === 'loopback' && reachable === 'public and loopback')
}

/** A host as a URL has it: IPv6 stands in brackets, and every way of writing an IPv4 address has become dotted decimal. */
const bareHost = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

/** The address that a URL names outright, without a name service in between. */
export const literalIn = (url: URL): string | undefined => (addresses.isValid(bareHost(url)) ? bareHost(url) : undefined)

const isThisMachine = (url: URL): boolean => {
  const literal = literalIn(url)
  return url.hostname === 'localhost' || (literal !== undefined && addresses.process(literal).range() === 'loopback')
}

/** HTTPS's own port, or one that any program may open; the well-known ones in between belong to other protocols. */
const portIsFit = ({ port }: URL): boolean => port === '' || port === '443' || Number(port) > 1023

/** Why a webhook may not point there, by a stable code; undefined where it may. What a name resolves to is looked at on every delivery. */
export const targetFault = (target: string, reachable: Reachable): string | undefined => {
  const url = new URL(target)
  const here = reachable === 'public and loopback' && isThisMachine(url)
  if (url.protocol !== 'https:' && !here) return 'webhook.url_not_https'
  const literal = literalIn(url)
  if (!here && (url.hostname === 'localhost' || (literal !== undefined && !mayConnect(literal, reachable)))) return 'webhook.url_not_public'
  return here || portIsFit(url) ? undefined : 'webhook.url_port'
}

const parsed = (value: string): URL | undefined => (URL.canParse(value) ? new URL(value) : undefined)

/** An address of the web, without a user's name or password in it and without a fragment, which no server would be told. */
export const WebhookUrl = z
  .string()
  .max(2000)
  .check(rule('webhook.url_malformed', (value) => ['http:', 'https:'].includes(parsed(value)?.protocol ?? '')))
  .check(rule('webhook.url_credentials', (value) => parsed(value)?.username === '' && parsed(value)?.password === ''))
  .check(rule('webhook.url_malformed', (value) => !value.includes('#')))
  .meta({ class: 'internal' })
