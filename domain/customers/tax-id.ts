import * as au from 'stdnum/lib/cjs/au/abn.js'
import * as be from 'stdnum/lib/cjs/be/vat.js'
import * as br from 'stdnum/lib/cjs/br/cnpj.js'
import * as ca from 'stdnum/lib/cjs/ca/bn.js'
import * as ch from 'stdnum/lib/cjs/ch/uid.js'
import * as cnResident from 'stdnum/lib/cjs/cn/ric.js'
import * as de from 'stdnum/lib/cjs/de/vat.js'
import * as es from 'stdnum/lib/cjs/es/nif.js'
import { InvalidChecksum, InvalidComponent, InvalidLength, type ValidationError } from 'stdnum/lib/cjs/exceptions.js'
import * as frSiren from 'stdnum/lib/cjs/fr/siren.js'
import * as frTva from 'stdnum/lib/cjs/fr/tva.js'
import * as gbUtr from 'stdnum/lib/cjs/gb/utr.js'
import * as gbVat from 'stdnum/lib/cjs/gb/vat.js'
import * as inGst from 'stdnum/lib/cjs/in/gstin.js'
import * as inPan from 'stdnum/lib/cjs/in/pan.js'
import * as it from 'stdnum/lib/cjs/it/iva.js'
import * as jp from 'stdnum/lib/cjs/jp/cn.js'
import * as kr from 'stdnum/lib/cjs/kr/brn.js'
import * as mx from 'stdnum/lib/cjs/mx/rfc.js'
import * as nl from 'stdnum/lib/cjs/nl/btw.js'
import * as pl from 'stdnum/lib/cjs/pl/nip.js'
import * as ru from 'stdnum/lib/cjs/ru/inn.js'
import * as sg from 'stdnum/lib/cjs/sg/uen.js'
import * as th from 'stdnum/lib/cjs/th/tin.js'
import * as tr from 'stdnum/lib/cjs/tr/vkn.js'
import type { Validator } from 'stdnum/lib/cjs/types.js'
import * as us from 'stdnum/lib/cjs/us/ein.js'
import * as vn from 'stdnum/lib/cjs/vn/mst.js'
import { creditCodeFault } from './credit-code.ts'
import { nationalRules, type TaxIdFault } from './tax-id-national.ts'

type Standard = Pick<Validator, 'validate'>

/** The numbers that firms of a country go by, the usual one first. Imported one by one: the whole library is ten times as large. */
const standards: Readonly<Record<string, readonly [Standard, ...Standard[]]>> = {
  AU: [au],
  BE: [be],
  BR: [br],
  CA: [ca],
  CH: [ch],
  DE: [de],
  ES: [es],
  FR: [frTva, frSiren],
  GB: [gbVat, gbUtr],
  IN: [inGst, inPan],
  IT: [it],
  JP: [jp],
  KR: [kr],
  MX: [mx],
  NL: [nl],
  PL: [pl],
  RU: [ru],
  SG: [sg],
  TH: [th],
  TR: [tr],
  US: [us],
  VN: [vn],
}

const faultOf = (error: ValidationError): TaxIdFault => {
  if (error instanceof InvalidLength) return 'length'
  if (error instanceof InvalidChecksum) return 'check_digit'
  return error instanceof InvalidComponent ? 'component' : 'character'
}

const standardFault = ([usual, ...others]: readonly [Standard, ...Standard[]], id: string): TaxIdFault | undefined => {
  const checked = usual.validate(id)
  if (checked.isValid || others.some((other) => other.validate(id).isValid)) return undefined
  return faultOf(checked.error)
}

/** What holds for a number of any country: long enough to be one, and nothing but letters and digits (Mexico's have `&`, too). */
const shapeFault = (id: string): TaxIdFault | undefined => {
  if (id.length < 4 || id.length > 30) return 'length'
  return /^[\p{L}\p{N}&]+$/u.test(id) ? undefined : 'character'
}

/**
 * The one way to write a tax id, by which two records of one firm are known as such: capitals, ordinary digits, no blanks
 * or punctuation, and no country prefix where the country's number is complete without it (`DE 136 695 976` is `136695976`).
 */
export const normalizeTaxId = (country: string, value: string): string => {
  const bare = value
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}.,/()]/gu, '')
  if (shapeFault(bare)) return bare
  for (const standard of standards[country] ?? []) {
    const checked = standard.validate(bare)
    if (checked.isValid) return checked.compact
  }
  return bare
}

/** What is wrong with the tax id of a firm of `country` (ISO 3166-1 alpha-2), if anything; however it is written. */
export const taxIdFault = (country: string, value: string): TaxIdFault | undefined => {
  const id = normalizeTaxId(country, value)
  if (country === 'CN') return creditCodeFault(id)
  const fault = shapeFault(id)
  if (fault) return fault
  const standard = standards[country]
  return standard ? standardFault(standard, id) : nationalRules[country]?.(id)
}

/** What is wrong with the number that an individual goes by: in China the resident identity number (GB 11643-1999). */
export const personalIdFault = (country: string, value: string): TaxIdFault | undefined => {
  const id = normalizeTaxId(country, value)
  return country === 'CN' ? standardFault([cnResident], id) : shapeFault(id)
}
