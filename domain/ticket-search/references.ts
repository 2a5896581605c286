/** So many are taken from one text. */
const most = 20

/** What stands in addresses of people and pages is no number of a shipment, even where it looks like one. */
const addresses =
  /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]*|@[A-Za-z0-9_.-]+|\bhttps?:\/\/[A-Za-z0-9._~:/?#[\]!$&'()*+,;=%-]*/gu

/** Not a part of something longer, and not behind the plus sign of a telephone number. */
const alone = (shape: string): RegExp => new RegExp(`(?<![A-Za-z0-9+_-])(?:${shape})(?![A-Za-z0-9_])`, 'gu')

/** Capitals before digits, as numbers of shipments have them, and passports and names of people do not. */
const shapes = [
  // ISO 6346: three letters of the owner, the category, six digits and the check digit, with the blanks and strokes that people write in it.
  alone('[A-Z]{3}[UJZ][ -]?\\d{3} ?\\d{3}[ -]?\\d'),
  // A carrier's bill of lading: its four letters (SCAC) and nine digits at least, or letters of a port before fewer.
  alone('[A-Z]{4}\\d{9,12}|[A-Z]{7,8}\\d{7,10}'),
  // A waybill of an express firm.
  alone('[A-Z]{2,3}\\d{10,15}'),
  // UPU S10: a parcel of a post.
  alone('[A-Z]{2}\\d{9}[A-Z]{2}'),
  alone('1Z[A-Z0-9]{8}\\d{8}'),
] as const
const airWaybill = alone('\\d{3}-\\d{4} ?\\d{4}')

const bare = (written: string): string => written.replaceAll(/[ -]/gu, '').toLowerCase()

/** An air waybill's last digit is what its serial number leaves when it is divided by seven (IATA Resolution 600a). */
const isAirWaybill = (number: string): boolean => {
  const [prefix, serial, check] = [number.slice(0, 3), number.slice(3, 10), number.slice(10)]
  // So do numbers in Beijing, Shanghai and other large cities begin, and those of Hong Kong, Macao and Taiwan.
  const isPhone = /^(?:010|02\d|852|853|886)$/u.test(prefix)
  return !isPhone && Number(serial) % 7 === Number(check)
}

const matches = (text: string, shape: RegExp): readonly string[] => (text.match(shape) ?? []).map(bare)
const shaped = (text: string): readonly string[] => [
  ...shapes.flatMap((shape) => matches(text, shape)),
  ...matches(text, airWaybill).filter(isAirWaybill),
]

/** Mobile and fixed lines of mainland China, as they are dialled there and from abroad, identity cards and bank cards. */
const isPersonal = (number: string): boolean => /(?<!\d)(?:86)?1[3-9]\d{9}(?!\d)|^0|^\d{16,}$|^\d{17}x$/u.test(number)

const couldBe = (number: string): boolean =>
  number.length >= 7 && number.length <= 24 && (number.match(/\d/gu) ?? []).length >= 6 && !isPersonal(number)

const words = /[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*|\p{Script=Han}+|[+(（]/gu
const labels = ['waybill', 'waybills', 'awb', 'bl', 'lading', 'tracking', 'container', 'containers', 'booking', 'shipment', 'consignment']
const labelAtEnd = /(?:运单|单号|提单|主单|分单|箱号|柜号|快递|订舱|订单)[号码编单是为]{0,6}$/u
/** What stands between the word and the number, or between one number and the next. */
const between = ['number', 'numbers', 'no', 'nr', 'is', 'are', 'and', '和', '及', '与']

/** Whether a number is called one of a shipment behind this word, where before it `was` so. */
const names = (word: string, was: boolean): boolean =>
  labels.includes(word.toLowerCase()) || labelAtEnd.test(word.slice(-12)) || (was && between.includes(word.toLowerCase()))

/** What a word before it calls a waybill, a container, a booking: `运单号:75312345678901、75312345678902`. */
const labelled = (text: string): readonly string[] => {
  const found: string[] = []
  let isNamed = false
  for (const [word] of text.replaceAll(/\bb\/l\b/giu, 'bl').matchAll(words)) {
    const isOne: boolean = isNamed && couldBe(bare(word))
    if (isOne) found.push(bare(word))
    isNamed = isOne || names(word, isNamed)
  }
  return found
}

/**
 * Numbers of waybills, containers and bills of lading that stand in what somebody wrote, without blanks and strokes and in small
 * letters, each once, 20 at most: those that have the shape of one, and those that a word before them calls one. What could be a
 * telephone number, an identity card or a bank card is none of them, and nothing is taken from addresses of people or pages: what a
 * text says of people is kept with it, and stands in no index. So a number that consists of digits alone, and that nobody calls a
 * number of a shipment, is left out.
 */
export const referencesIn = (text: string): readonly string[] => {
  const told = text.normalize('NFKC').replaceAll(addresses, ' ')
  return [...new Set([...shaped(told), ...labelled(told)])].slice(0, most)
}
