export * from './acme-service';
export * from './gateway-port';
