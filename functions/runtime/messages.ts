/** What a person reads, in the languages that ship. Codes never change; these words may. */
export type Words = { readonly en: string; readonly 'zh-CN': string }
export type Language = keyof Words

const say = (en: string, zh: string): Words => ({ en, 'zh-CN': zh })

type Told = { readonly status: number; readonly title: Words }
const told = (status: number, en: string, zh: string): Told => ({ status, title: say(en, zh) })

/** Every refusal that the API may answer with: its status and its title. A code without an entry here does not compile. */
export const refusals = {
  'request.malformed': told(400, 'The body is not well-formed JSON', '请求体不是合法的 JSON'),
  'request.precondition_malformed': told(400, 'If-Match takes one version in double quotes', 'If-Match 须为双引号内的一个版本号'),
  'request.cursor_invalid': told(
    400,
    'The cursor belongs to another list, another user, or was altered',
    '游标不属于此列表或此用户,或已被改动',
  ),
  'request.too_large': told(413, 'The body is larger than 256 KB', '请求体超过 256 KB'),
  'request.media_type': told(415, 'The body must be JSON', '请求体须为 JSON'),
  'request.invalid': told(422, 'Some members are not as they must be', '部分字段不符合要求'),
  'route.not_found': told(404, 'There is no such operation', '没有此接口'),
  'access.unauthenticated': told(401, 'A valid token is needed', '需要有效的令牌'),
  'access.denied': told(403, 'Your role does not allow this', '您的角色无权进行此操作'),
  'access.out_of_scope': told(403, 'This record lies outside what you look after', '该记录不在您的数据范围内'),
  'access.class_denied': told(403, 'Your role may not have these fields revealed', '您的角色无权查看这些字段的明文'),
  'version.conflict': told(412, 'The record has changed since you read it', '记录在您读取之后已被修改'),
  'version.contended': told(409, 'Others keep changing this record; try again', '该记录正被多人修改,请重试'),
  'claim.taken': told(409, 'Another record already holds this', '该值已被另一记录占用'),
  'idempotency.key_invalid': told(400, 'An Idempotency-Key has 1 to 255 printable characters', 'Idempotency-Key 须为 1 至 255 个可见字符'),
  'idempotency.key_reused': told(409, 'This Idempotency-Key was used for another request', '该 Idempotency-Key 已用于另一请求'),
  'idempotency.in_progress': told(
    409,
    'The first request with this Idempotency-Key is still running',
    '使用该 Idempotency-Key 的首个请求仍在处理',
  ),
  'sealed.unreadable': told(410, 'The sensitive fields of this record were erased', '该记录的敏感字段已被抹除'),
  'service.busy': told(503, 'The data service is busy; nothing was changed', '数据服务繁忙,未作任何更改'),
  'service.vault_unavailable': told(503, 'The key service does not answer; nothing was stored', '密钥服务无响应,未存储任何数据'),
  'service.timeout': told(503, 'It took too long and was given up', '处理超时,已放弃'),
  'service.unhealthy': told(503, 'A service that we depend on does not answer', '所依赖的服务无响应'),
  'service.schema_mismatch': told(503, 'The data and this code are of different versions', '数据结构与程序版本不符'),
  'service.failed': told(500, 'Something went wrong on our side', '服务器内部错误'),
  'customer.exists': told(409, 'There is a customer of this id', '该客户编号已存在'),
  'customer.not_found': told(404, 'There is no such customer', '没有此客户'),
  'customer.archived': told(409, 'The customer is archived; restore it first', '客户已归档,请先恢复'),
  'customer.rules_broken': told(422, 'The profile breaks rules', '客户资料违反校验规则'),
  'list.unknown': told(404, 'There is no such list', '没有此列表'),
  'list.full': told(409, 'The list holds as many values as it can', '列表已满'),
  'list.value_unknown': told(404, 'The list has no such value', '列表中没有此值'),
  'list.value_needed': told(409, 'Rules name this value: it can be renamed, not retired', '业务规则依赖此值:可改名,不可停用'),
  'list.label_taken': told(409, 'Another value in use is called the same', '另一个在用的值已使用此名称'),
  'note.exists': told(409, 'There is a note of this id', '该备注编号已存在'),
  'note.not_found': told(404, 'There is no such note', '没有此备注'),
  'note.withdrawn': told(409, 'The note was withdrawn', '备注已撤回'),
  'note.not_a_warning': told(409, 'Only a warning can be pinned', '只有警示类备注可以置顶'),
  'note.not_yours': told(403, 'Only its writer may do this to a note', '只有备注的作者可以这样做'),
} as const satisfies Record<string, Told>

/** Why a single member is wrong, by the code of the rule. What is not here is said by the schema library in the same languages. */
export const faults: Readonly<Record<string, Words>> = {
  unknown_member: say('There is no such member', '没有此字段'),
  'text.malformed_unicode': say('The text is not well-formed Unicode', '文本不是合法的 Unicode'),
  'text.empty': say('There must be something to read', '不能为空'),
  'text.control_character': say('Control characters are not allowed', '不允许控制字符'),
  'text.bidi_override': say('Characters that reorder text are not allowed', '不允许改变文字方向的控制符'),
  'text.too_long': say('The text is too long', '文本过长'),
  'phone.invalid': say('Not a telephone number in E.164, such as +8613800138000', '不是有效的 E.164 电话号码,例如 +8613800138000'),
  'phone.other_country': say("The number belongs to another country than the customer's", '号码所属国家与客户不一致'),
  'phone.several_primary': say('Only one phone can be the primary one', '只能有一个主要电话'),
  'phone.twice': say('The number stands here twice', '号码重复'),
  'email.invalid': say('Not an e-mail address', '不是有效的电子邮箱'),
  'email.several_primary': say('Only one e-mail address can be the primary one', '只能有一个主要邮箱'),
  'email.twice': say('The address stands here twice', '邮箱重复'),
  'country.unknown': say('Not a country code of ISO 3166-1, such as CN', '不是 ISO 3166-1 国家代码,例如 CN'),
  'address.region_missing': say('This country needs a province or state', '该国家的地址需填写省/州'),
  'address.city_missing': say('This country needs a city', '该国家的地址需填写城市'),
  'address.postal_code_missing': say('This country needs a postal code', '该国家的地址需填写邮政编码'),
  'address.postal_code_invalid': say('Not a postal code of this country', '不是该国家的邮政编码'),
  'tax_id.length': say('The tax id has the wrong length', '税号长度不符'),
  'tax_id.character': say('The tax id has a character that it cannot have', '税号含有不允许的字符'),
  'tax_id.component': say('A part of the tax id cannot be', '税号的某一部分无效'),
  'tax_id.check_digit': say('The check digit of the tax id does not fit', '税号校验码不符'),
  'site.code_twice': say('Another site has this code', '地点代码重复'),
  'department.code_twice': say('Another department has this code', '部门代码重复'),
  'department.unknown_parent': say('The department above does not exist', '上级部门不存在'),
  'department.cycle': say('A department cannot stand above itself', '部门不能成为自己的上级'),
  'list.tier_unknown': say('Not a tier in use (see /v1/lists/tier)', '不是在用的客户等级(见 /v1/lists/tier)'),
  'list.stage_unknown': say('Not a stage in use (see /v1/lists/stage)', '不是在用的客户阶段(见 /v1/lists/stage)'),
  'list.industry_unknown': say('Not an industry in use (see /v1/lists/industry)', '不是在用的行业(见 /v1/lists/industry)'),
  'list.scale_unknown': say('Not a scale in use (see /v1/lists/scale)', '不是在用的规模(见 /v1/lists/scale)'),
  'list.region_unknown': say('Not a region in use (see /v1/lists/region)', '不是在用的区域(见 /v1/lists/region)'),
  'list.team_unknown': say('Not a team in use (see /v1/lists/team)', '不是在用的团队(见 /v1/lists/team)'),
  'list.businessLine_unknown': say(
    'Not a business line in use (see /v1/lists/businessLine)',
    '不是在用的业务线(见 /v1/lists/businessLine)',
  ),
  'list.siteType_unknown': say('Not a kind of site in use (see /v1/lists/siteType)', '不是在用的地点类型(见 /v1/lists/siteType)'),
}
