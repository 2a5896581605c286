import type { RawAesKeyringNode } from '@aws-crypto/raw-aes-keyring-node'
import { VaultUnavailable } from '../../domain/kernel/care/vault.ts'
import { type Bounds, boundedCache } from './bounded-cache.ts'
import type { KeyStore, SubjectKeys, WrappedKey } from './key-store.ts'
import { madeAt } from './key-version.ts'
import type { Wrapping } from './wrapping.ts'

const nameOf = (subject: string, version: string) => `${subject} ${version}`

/** The version that seals. */
const last = ({ subject, versions }: SubjectKeys): WrappedKey => {
  const key = versions.at(-1)
  if (!key) throw new RangeError(`${subject} has a key of no version`)
  return key
}

const isMadeSince = (keys: SubjectKeys, since: number): boolean => madeAt(last(keys).version) >= since

/** `sealsFor`: milliseconds for which a version seals. */
type Limits = { readonly bounds: Bounds; readonly sealsFor: number }

/** The keys of data subjects, wrapped in the key store and held unwrapped in this process for a while. */
export const subjectKeys = (store: KeyStore, { make, unwrap }: Wrapping, { bounds, sealsFor }: Limits) => {
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

  /** One at a time a subject: whoever asks while a version is made shares it. */
  const once = (subject: string, doing: () => Promise<SubjectKeys>): Promise<SubjectKeys> => {
    const done = making.get(subject) ?? doing().finally(() => making.delete(subject))
    making.set(subject, done)
    return done
  }
  const createOnce = (subject: string) => once(subject, () => create(subject))

  /** With a version made at `since` or later: of two writers the second takes the first one's. Undefined when the key is destroyed meanwhile. */
  const renew = async (seen: SubjectKeys, since: number): Promise<SubjectKeys | undefined> => {
    if (isMadeSince(seen, since)) return seen
    const { subject } = seen
    const { key, keyring } = await make(subject)
    if (await store.addVersion(seen, key)) {
      const mine = { subject, versions: [...seen.versions, key] }
      keyrings.set(nameOf(subject, key.version), keyring)
      stored.set(subject, mine)
      return mine
    }
    stored.forget(subject)
    const now = await find(subject)
    return now && renew(now, since)
  }

  /** "A key seals for so long and no longer." Made anew by whoever comes to seal with it, so one that seals nothing costs nothing. */
  const young = async (keys: SubjectKeys): Promise<SubjectKeys> => {
    const since = Date.now() - sealsFor
    if (isMadeSince(keys, since)) return keys
    return once(keys.subject, async () => (await renew(keys, since)) ?? create(keys.subject))
  }

  return {
    /** The version to seal with; made when the subject has none. Nobody looks for that of a new subject: making one finds it out. */
    latest: async (subject: string, isNew: boolean): Promise<RawAesKeyringNode> => {
      const held = stored.get(subject, () => (isNew ? createOnce(subject) : store.find(subject)))
      const keys = await young((await held) ?? (await createOnce(subject)))
      return ready(subject, last(keys))
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
    /** Looks past what is held: a version that was made elsewhere since is as good as one of our own. */
    rotate: async (subject: string, since: number): Promise<void> => {
      stored.forget(subject)
      const seen = await find(subject)
      if (seen) await renew(seen, since)
    },
    destroy: async (subject: string): Promise<void> => {
      const destroyed = await store.destroy(subject)
      stored.forget(subject)
      for (const { version } of destroyed) keyrings.forget(nameOf(subject, version))
    },
  }
}
