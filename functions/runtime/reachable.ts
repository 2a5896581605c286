import type { Reachable } from '../../domain/webhooks/target.ts'

/** Where webhooks may point to, as the stack says: the public internet, unless the deployment is one on a laptop. */
export const reachableIn = ({ LOOPBACK_TARGETS }: { readonly LOOPBACK_TARGETS?: 'allowed' | undefined }): Reachable =>
  LOOPBACK_TARGETS === 'allowed' ? 'public and loopback' : 'public'
