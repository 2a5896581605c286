import type { RawAesKeyringNode } from '@aws-crypto/raw-aes-keyring-node'
import { VaultUnavailable } from '../../domain/kernel/care/vault.ts'
import { type Bounds, boundedCache } from './bounded-cache.ts'
import type { KeyStore, SubjectKeys, WrappedKey } from './key-store.ts'
import type { Wrapping } from './wrapping.ts'

const nameOf = (subject: string, version: string) => `${subject} ${version}`

/** The keys of data subjects, wrapped in the key store and held unwrapped in this process for a while. */
export const subjectKeys = (store: KeyStore, { make, unwrap }: Wrapping, bounds: Bounds) => {
  const stored = boundedCache<SubjectKeys | undefined>(bounds)
  const keyrings = boundedCache<RawAesKeyringNode>(bounds)
  const making = new Map<string, Promise<SubjectKeys>>()

  const find = (subject: string) => stored.get(subject, () => store.find(subject))

  const ready = (subject: string, key: WrappedKey) => keyrings.get(nameOf(subject, key.version), () => unwrap(subject, key))

  /** Of two writers the second throws its key away and takes the first one's. */
  const create = async (subject: string): Promise<SubjectKeys> => {
    const { key, keyring } = await make(subject)
    const mine = { subject, versions: [key] }
    const kept = (await store.add(mine)) ? mine : await store.find(subject)
    if (!kept) throw new VaultUnavailable('The key was destroyed while it was made.')
    if (kept === mine) keyrings.set(nameOf(subject, key.version), keyring)
    stored.set(subject, kept)
    return kept
  }

  const createOnce = (subject: string): Promise<SubjectKeys> => {
    const creating = making.get(subject) ?? create(subject).finally(() => making.delete(subject))
    making.set(subject, creating)
    return creating
  }

  return {
    /** The version to seal with; made when the subject has none. Nobody looks for that of a new subject: making one finds it out. */
    latest: async (subject: string, isNew: boolean): Promise<RawAesKeyringNode> => {
      const held = stored.get(subject, () => (isNew ? createOnce(subject) : store.find(subject)))
      const { versions } = (await held) ?? (await createOnce(subject))
      const key = versions.at(-1)
      if (!key) throw new RangeError(`${subject} has a key of no version`)
      return ready(subject, key)
    },
    /** The version that sealed something; undefined when it is destroyed. One that is not held yet may have been made elsewhere. */
    version: async (subject: string, version: string): Promise<RawAesKeyringNode | undefined> => {
      const among = (keys: SubjectKeys | undefined) => keys?.versions.find((key) => key.version === version)
      const held = among(await find(subject))
      if (held) return ready(subject, held)
      stored.forget(subject)
      const key = among(await find(subject))
      return key && ready(subject, key)
    },
    rotate: async (subject: string): Promise<void> => {
      const { key } = await make(subject)
      await store.addVersion(subject, key)
      stored.forget(subject)
    },
    destroy: async (subject: string): Promise<void> => {
      const destroyed = await store.destroy(subject)
      stored.forget(subject)
      for (const { version } of destroyed) keyrings.forget(nameOf(subject, version))
    },
  }
}
