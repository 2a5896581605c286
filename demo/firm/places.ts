/** Where customers are, with what numbers look like there: `#` is a digit, `@` a capital letter. */
export type Place = {
  readonly country: string
  readonly region?: string
  readonly city: string
  readonly district?: string
  readonly street: string
  readonly postalCode?: string
  readonly landline: string
  readonly mobile: string
  readonly taxId: string
  /** Values of the lists `region` and `team`. */
  readonly zone: string
  readonly team: string
}

type Chinese = readonly [region: string, city: string, district: string, street: string, postal: string, area: string, seat: string]

const chinese = (zone: string, team: string, places: readonly Chinese[]): readonly Place[] =>
  places.map(([region, city, district, street, postalCode, area, seat]) => ({
    country: 'CN',
    region,
    city,
    district,
    street,
    postalCode,
    landline: `+86${area}`,
    mobile: '+8613#########',
    taxId: `91${seat}MA#@##@###`,
    zone,
    team,
  }))

const inChina: readonly Place[] = [
  ...chinese('east', 'sales_east', [
    ['上海市', '上海市', '浦东新区', '世纪大道', '200120', '215#######', '310115'],
    ['浙江省', '宁波市', '北仑区', '明州路', '315800', '5748#######', '330206'],
    ['江苏省', '苏州市', '吴江区', '中山南路', '215200', '5126#######', '320509'],
    ['山东省', '青岛市', '黄岛区', '长江中路', '266555', '5328#######', '370211'],
    ['浙江省', '义乌市', '', '城北路', '322000', '5798#######', '330782'],
  ]),
  ...chinese('south', 'sales_south', [
    ['广东省', '深圳市', '盐田区', '深盐路', '518081', '7552#######', '440308'],
    ['广东省', '广州市', '南沙区', '港前大道', '511458', '203#######', '440115'],
    ['广东省', '佛山市', '顺德区', '南国东路', '528300', '7572#######', '440606'],
    ['福建省', '厦门市', '海沧区', '沧虹路', '361026', '5926######', '350205'],
  ]),
  ...chinese('north', 'sales_north', [
    ['北京市', '北京市', '顺义区', '天柱路', '101300', '106#######', '110113'],
    ['天津市', '天津市', '滨海新区', '第三大街', '300457', '226#######', '120116'],
    ['辽宁省', '大连市', '金州区', '金马路', '116600', '4118#######', '210213'],
  ]),
  ...chinese('southwest', 'sales_south', [
    ['四川省', '成都市', '双流区', '西航港大道', '610207', '288#######', '510116'],
    ['重庆市', '重庆市', '渝北区', '金开大道', '401121', '236#######', '500112'],
  ]),
]

const abroad = (place: Omit<Place, 'team'>): Place => ({ ...place, team: 'sales_overseas' })

const elsewhere: readonly Place[] = [
  abroad({
    country: 'DE',
    city: 'Hamburg',
    street: 'Am Sandtorkai',
    postalCode: '20457',
    landline: '+494036######',
    mobile: '+49151########',
    taxId: '#########',
    zone: 'europe',
  }),
  abroad({
    country: 'NL',
    city: 'Rotterdam',
    street: 'Waalhaven Zuidzijde',
    postalCode: '3089 JH',
    landline: '+3110#######',
    mobile: '+316########',
    taxId: '#########B01',
    zone: 'europe',
  }),
  abroad({
    country: 'GB',
    city: 'Felixstowe',
    street: 'Carr Road',
    postalCode: 'IP11 3HB',
    landline: '+441394######',
    mobile: '+447700######',
    taxId: '#########',
    zone: 'europe',
  }),
  abroad({
    country: 'SG',
    city: 'Singapore',
    street: 'Keppel Road',
    postalCode: '089057',
    landline: '+656#######',
    mobile: '+659#######',
    taxId: '2012#####@',
    zone: 'southeast_asia',
  }),
  abroad({
    country: 'VN',
    region: 'Hải Phòng',
    city: 'Hải Phòng',
    street: 'Đường Lê Thánh Tông',
    landline: '+84225#######',
    mobile: '+8490#######',
    taxId: '020#######',
    zone: 'southeast_asia',
  }),
  abroad({
    country: 'JP',
    region: '神奈川県',
    city: '横浜市',
    street: '本牧ふ頭',
    postalCode: '231-0811',
    landline: '+8145#######',
    mobile: '+8190########',
    taxId: '#############',
    zone: 'japan_korea',
  }),
  abroad({
    country: 'US',
    region: 'California',
    city: 'Long Beach',
    street: 'W Ocean Blvd',
    postalCode: '90802',
    landline: '+1562#######',
    mobile: '+1310#######',
    taxId: '95#######',
    zone: 'north_america',
  }),
]

type Some = readonly [Place, ...Place[]]

const some = ([first, ...others]: readonly Place[]): Some => {
  if (!first) throw new Error('There are no places')
  return [first, ...others]
}

/** Where groups are, and where anybody may be. */
export const homeGround = some(inChina)
export const places = some([...inChina, ...elsewhere])
