const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The first 128 bits of a digest as 26 characters of Crockford's base 32, the form of a ULID. */
export const base32 = (digest: Uint8Array): string => {
  const bits = digest.subarray(0, 16).reduce((whole, byte) => (whole << 8n) | BigInt(byte), 0n)
  return Array.from({ length: 26 }, (_, i) => alphabet[Number((bits >> BigInt(5 * (25 - i))) & 31n)]).join('')
}
