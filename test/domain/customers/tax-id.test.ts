import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalizeTaxId, taxIdFault } from '../../../domain/customers/tax-id.ts'

describe('a tax id', () => {
  it.each([
    ['AE', 'a tax registration number', '100-2345-6789-0003'],
    ['AU', 'BHP', '49 004 028 077'],
    ['BE', 'AB InBev', 'BE 0417.497.106'],
    ['BR', 'Petrobras', '33.000.167/0001-01'],
    ['CA', 'a business number', '12302 6635 RC 0001'],
    ['CH', 'Nestlé', 'CHE-105.909.036'],
    ['CN', 'Huawei', '9144 0300 1922 0382 16'],
    ['DE', 'Siemens', 'DE 129 274 202'],
    ['ES', 'Inditex', 'A-15075062'],
    ['FR', 'TotalEnergies', 'FR 59 542 051 180'],
    ['FR', 'TotalEnergies (SIREN)', '542 051 180'],
    ['GB', 'Tesco', 'GB 220 4302 31'],
    ['GB', 'a taxpayer reference', '1955839661'],
    ['HK', 'a business registration', '12345678'],
    ['ID', 'a number of the old 15 digits', '01.312.166.0-091.000'],
    ['ID', 'a number of the new 16 digits', '0013 1216 6009 1000'],
    ['IN', 'Reliance (GSTIN)', '27AAACR5055K1Z7'],
    ['IN', 'Reliance (PAN)', 'AAACR5055K'],
    ['IT', 'Eni', 'IT 00905811006'],
    ['JP', 'Toyota', '1-1803-0101-8771'],
    ['KR', 'Samsung Electronics', '124-81-00998'],
    ['MX', 'a taxpayer', 'MAB-930714-8T4'],
    ['MY', 'a company tax number', 'C 2584563200'],
    ['MY', 'a company registration', '198801001234'],
    ['NL', 'Philips', 'NL 0020.65.538.B01'],
    ['PL', 'Orlen', '774-00-01-454'],
    ['RU', 'Gazprom', '7736050003'],
    ['SG', 'DBS', '196800306E'],
    ['TH', 'PTT', '0-1075-44000-10-8'],
    ['TR', 'a taxpayer', '4540536920'],
    ['TW', 'TSMC', '22099131'],
    ['TW', 'a number that only the rule of 2023 allows', '00501508'],
    ['US', 'Apple', '94-2404110'],
    ['VN', 'Vinamilk', '0300588569'],
    ['PK', 'a country that we hold no rule for', '1234567-8'],
  ])('of %s is accepted as it is printed: %s', (country, _, value) => {
    expect(taxIdFault(country, value)).toBeUndefined()
  })

  it.each([
    ['CN', '91440300192203821', 'length'],
    ['CN', '914403001922038217', 'check_digit'],
    ['CN', '9144030019220382I6', 'character'],
    ['TW', '2209913', 'length'],
    ['TW', '2209913A', 'character'],
    ['TW', '22099132', 'check_digit'],
    ['JP', '2180301018771', 'check_digit'],
    ['KR', '1248100999', 'check_digit'],
    ['SG', '196800306F', 'check_digit'],
    ['TH', '0107544000109', 'check_digit'],
    ['VN', '0300588568', 'check_digit'],
    ['IN', '27AAACR5055K1Z8', 'check_digit'],
    ['DE', 'DE129274203', 'check_digit'],
    ['FR', 'FR60542051180', 'check_digit'],
    ['GB', '220430232', 'check_digit'],
    ['NL', 'NL002065539B01', 'check_digit'],
    ['US', '00-2404110', 'component'],
    ['US', '94240411', 'length'],
    ['HK', '1234567', 'length'],
    ['HK', '1234567A', 'character'],
    ['AE', '10023456789000', 'length'],
    ['MY', 'C258456', 'length'],
    ['MY', 'X2584563200', 'character'],
    ['PK', '12', 'length'],
    ['PK', '1'.repeat(31), 'length'],
    ['PK', '12345678!', 'character'],
  ])('of %s is refused when it cannot be one: %s (%s)', (country, value, fault) => {
    expect(taxIdFault(country, value)).toBe(fault)
  })

  it.each([
    ['CN', '９１４４０３００－１９２２０３８２１６', '914403001922038216'],
    ['CN', '9144030071526726xg', '9144030071526726XG'],
    ['DE', 'de 129 274 202', '129274202'],
    ['GB', 'GB220430231', '220430231'],
    ['BE', '417.497.106', '0417497106'],
    ['KR', '124–81–00998', '1248100998'],
    ['PK', ' ab/12 (34) ', 'AB1234'],
  ])('of %s has one normal form, however it was typed: %s', (country, value, normal) => {
    expect(normalizeTaxId(country, value)).toBe(normal)
  })

  it('keeps its normal form, and what is wrong with it, when it is normalised again', () => {
    const country = fc.constantFrom(...'AE AU BE BR CA CH CN DE ES FR GB HK ID IN IT JP KR MX MY NL PK PL RU SG TH TR TW US VN'.split(' '))
    const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 24 }), fc.stringMatching(/^[A-Z]{0,3}[0-9 .-]{7,18}[A-Z]?$/))
    fc.assert(
      fc.property(country, value, (where, typed) => {
        const normal = normalizeTaxId(where, typed)
        expect(normalizeTaxId(where, normal)).toBe(normal)
        expect(taxIdFault(where, normal)).toBe(taxIdFault(where, typed))
      }),
      { numRuns: 2000 },
    )
  })
})
