/**
 * The doors that machines of others come through. They speak as those machines do and prove who they are by signatures, so they are
 * no operations of the API and stand in no description of it.
 */
export const machineDoorRoutes = {
  'POST /doors/phone': { permission: 'public' },
  'GET /doors/wechat': { permission: 'public' },
  'POST /doors/wechat': { permission: 'public' },
} as const
