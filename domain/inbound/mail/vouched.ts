/** What the mail system found out about whom a mail is from: domains in small letters, and no address. */
export type Verdicts = {
  readonly isSpam: boolean
  /** What came of the policy of a domain for mail from it (DMARC), and of which domain; undefined where there is none, or none was read. */
  readonly policy: { readonly is: 'kept' | 'broken'; readonly domain: string | undefined } | undefined
  /** Domains of which it was proven that they sent it: by the servers that may send for them (SPF), or by a signature (DKIM). */
  readonly proven: readonly string[]
}

const isBelow = (domain: string, other: string): boolean => other.includes('.') && domain.endsWith(`.${other}`)

/** One domain speaks for another where they are the same, or one lies in the other, as `mail.shunda.example` in `shunda.example`. */
const speaksFor = (domain: string, sender: string): boolean => domain === sender || isBelow(domain, sender) || isBelow(sender, domain)

/**
 * Whether a mail is from whom it says: true where the domain of its sender vouches for it, false where that disowns it or where it looks
 * like spam, undefined where nobody says either. "A firm that publishes no policy is known by its servers or its signature": then a proven
 * domain vouches where it is the sender's own. `sender` is the domain that readers of the mail see.
 */
export const authenticOf = ({ isSpam, policy, proven }: Verdicts, sender: string): boolean | undefined => {
  if (isSpam || policy?.is === 'broken') return false
  const vouching = [...(policy?.domain === undefined ? [] : [policy.domain]), ...proven]
  return sender !== '' && vouching.some((domain) => speaksFor(domain, sender)) ? true : undefined
}
