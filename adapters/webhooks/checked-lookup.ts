import type { LookupAddress, LookupOptions } from 'node:dns'
import { lookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { mayConnect, type Reachable } from '../../domain/webhooks/target.ts'

/** All addresses of a host, as the machine's own resolver gives them. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>

export const resolveHost: Resolve = (host) => lookup(host, { all: true, verbatim: true })

/** A host has an address that nothing may be sent to: the private network's, this machine's, a metadata service's. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
}

const checked = async (host: string, resolve: Resolve, reachable: Reachable): Promise<readonly LookupAddress[]> => {
  const addresses = await resolve(host)
  // One bad address among good ones is as bad: which of them is connected to is not ours to choose.
  const bad = addresses.filter(({ address }) => !mayConnect(address, reachable))
  if (bad.length > 0 || addresses.length === 0) throw new AddressRefused(`${host} has ${bad.length} addresses that are not public`)
  return addresses
}

/**
 * A lookup for a socket. The very addresses that were checked are the ones that it connects to: the name is asked for once, so it
 * cannot say one thing to the check and another to the connection.
 */
export const checkedLookup =
  (resolve: Resolve, reachable: Reachable): LookupFunction =>
  (host: string, { all, family }: LookupOptions, callback) => {
    checked(host, resolve, reachable).then(
      (addresses) => {
        const fitting = addresses.filter((one) => family === undefined || family === 0 || one.family === family)
        const [first] = fitting
        if (!first) callback(Object.assign(new Error(`${host} has no address of this family`), { code: 'ENOTFOUND' }), [])
        else if (all)
          callback(
            null,
            fitting.map((one) => ({ ...one })),
          )
        else callback(null, first.address, first.family)
      },
      (cause: Error) => callback(cause, []),
    )
  }
