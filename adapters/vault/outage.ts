import { VaultUnavailable } from '../../domain/kernel/care/vault.ts'

/** What a key service or key store answers; when it does not, `VaultUnavailable` with what it said as the cause. */
export const answered = async <T>(asked: Promise<T>): Promise<T> => {
  try {
    return await asked
  } catch (cause) {
    throw new VaultUnavailable('The key service or the key store does not answer.', { cause })
  }
}
