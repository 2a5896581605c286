import * as z from 'zod'

/** How far a shipment has come, or that something is wrong with it, in the order in which it usually goes. `pod`: its delivery is proved. */
const shipmentStates = ['booked', 'picked', 'departed', 'arrived', 'customs', 'delivered', 'pod', 'exception'] as const
export const ShipmentState = z.enum(shipmentStates)
export type ShipmentState = z.infer<typeof ShipmentState>
