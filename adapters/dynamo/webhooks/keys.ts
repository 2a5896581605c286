import type { Key } from '../table/table.ts'

/** List all webhooks, never more than a hundred; read or write one. */
export const webhookKey = (webhookId: string): Key => ({ pk: webhookPartition, sk: webhookId })
export const webhookPartition = 'WEBHOOK#all'

/** See at the price of one small read whether any webhook has changed. */
export const webhooksMarkKey: Key = { pk: webhookPartition, sk: 'MARK' }

/** List the deliveries of a webhook in the order of their events, or those of a span of time; read or write one. */
export const deliveryKey = (webhookId: string, deliveryId: string): Key => ({ pk: deliveryPartition(webhookId), sk: deliveryId })
export const deliveryPartition = (webhookId: string): string => `WEBHOOK#${webhookId}#DELIVERIES`

/** Find the deliveries of a webhook that are still open, or those about one record, the earliest event first. */
export const openDeliveryKey = (webhookId: string, { subjectId, eventId }: { subjectId: string; eventId: string }): Key => ({
  pk: openDeliveries(webhookId),
  sk: `${openAbout(subjectId)}${eventId}`,
})
export const openDeliveries = (webhookId: string): string => `WEBHOOK#${webhookId}#OPEN`
export const openAbout = (subjectId: string): string => `${subjectId}#`

/** List the deliveries of a webhook that were given up. */
export const deadDeliveryKey = (webhookId: string, deliveryId: string): Key => ({ pk: deadDeliveries(webhookId), sk: deliveryId })
export const deadDeliveries = (webhookId: string): string => `WEBHOOK#${webhookId}#DEAD`
