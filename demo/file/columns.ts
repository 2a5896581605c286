/** A column of the file: its name, what it is also called, and the member of the API that it becomes. */
type Column = { readonly also: string; readonly member: string }

/** Described for users in docs/demo-file.md; a test holds the two together. */
export const columns = {
  customer_no: { also: '客户编号', member: '' },
  kind: { also: '类型', member: '/kind' },
  name: { also: '客户名称', member: '/legalName' },
  short_name: { also: '简称', member: '/shortName' },
  country: { also: '国家', member: '/country' },
  tax_id: { also: '税号', member: '/taxId' },
  phone: { also: '电话', member: '/phones/0/number' },
  email: { also: '邮箱', member: '/emails/0/address' },
  tier: { also: '客户等级', member: '/tier' },
  stage: { also: '客户阶段', member: '/stage' },
  industry: { also: '行业', member: '/industry' },
  scale: { also: '规模', member: '/scale' },
  business_lines: { also: '业务线', member: '/businessLines' },
  main_business: { also: '主营业务', member: '/mainBusiness' },
  cooperating_since: { also: '合作开始日期', member: '/cooperatingSince' },
  owner: { also: '负责人', member: '/owner' },
  team: { also: '团队', member: '/team' },
  region: { also: '区域', member: '/region' },
  province: { also: '省份', member: '/sites/0/address/region' },
  city: { also: '城市', member: '/sites/0/address/city' },
  district: { also: '区县', member: '/sites/0/address/district' },
  street: { also: '详细地址', member: '/sites/0/address/lines/0' },
  postal_code: { also: '邮政编码', member: '/sites/0/address/postalCode' },
  parent_no: { also: '母公司编号', member: '/to' },
  payer_no: { also: '付款方编号', member: '/to' },
  warning: { also: '警示', member: '/text' },
  note: { also: '备注', member: '/text' },
  contact_name: { also: '联系人', member: '/name' },
  contact_role: { also: '联系人角色', member: '/affiliation/role' },
  contact_title: { also: '联系人职务', member: '/affiliation/title' },
  contact_phone: { also: '联系人电话', member: '/phones/0/number' },
  contact_email: { also: '联系人邮箱', member: '/emails/0/address' },
} as const satisfies Record<string, Column>

export type ColumnName = keyof typeof columns
const isColumn = (name: string): name is ColumnName => Object.hasOwn(columns, name)
const byOtherName = new Map<string, string>(Object.entries(columns).map(([name, { also }]) => [also, name]))

/** The column that a heading stands for, whatever its case and blanks. */
export const columnOf = (heading: string): ColumnName | undefined => {
  const tidy = heading
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  const name = byOtherName.get(tidy) ?? tidy
  return isColumn(name) ? name : undefined
}
