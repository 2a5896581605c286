/** GB 32100-2015: digits and capitals without I, O, S, V and Z. A character's place is its value. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const registryWeight = 3
/** GB 11714-1997, which the nine characters of the organisation itself (9 to 17) keep to. Letters count from 10 here, none left out. */
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]
const wellFormed = /^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/

/** Sum of value times weight over 17 characters; the weights are the powers of 3 modulo 31. */
const checkCharacter = (body: string): string => {
  let weight = 1
  let sum = 0
  for (const character of body) {
    sum += alphabet.indexOf(character) * weight
    weight = (weight * registryWeight) % alphabet.length
  }
  return alphabet.charAt((alphabet.length - (sum % alphabet.length)) % alphabet.length)
}

const organisationCheckCharacter = (body: string): string => {
  const sum = organisationWeights.reduce((total, weight, i) => total + weight * Number.parseInt(body.charAt(i), 36), 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : String(check % 11)
}

export type CreditCodeFault = 'length' | 'character' | 'check_digit'

/**
 * What is wrong with a unified social credit code (统一社会信用代码), given in capitals and without blanks: 18 characters, the
 * seat of the registry in six digits, and two check characters, of the organisation (17th) and of the whole (18th).
 */
export const creditCodeFault = (code: string): CreditCodeFault | undefined => {
  if (code.length !== 18) return 'length'
  if (!wellFormed.test(code)) return 'character'
  const sound = organisationCheckCharacter(code.slice(8, 16)) === code.charAt(16) && checkCharacter(code.slice(0, 17)) === code.charAt(17)
  return sound ? undefined : 'check_digit'
}
