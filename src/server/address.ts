import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os'

/** The address that stands for all: `::`, at which IPv4 arrives as well, unless the system has no IPv6 to listen with. */
export function everyAddress(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces()): string {
  return Object.values(interfaces).some(list => list?.some(({ family }) => family === 'IPv6')) ? '::' : '0.0.0.0'
}
