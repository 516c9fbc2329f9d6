import { DELIVERY, DeliveryCache, DeliveryOptions, DeliveryProvider, DeliveryScan, DeliverySign } from './delivery-options';
import { invalidOption } from '../dockerfile/invalid-option';
import { Checks, given } from '../dockerfile/option-checks';

/** The options of `delivery` that the command line of `projen new` can set: it only has strings, booleans and enums. */
export interface FlatDeliveryOptions {
  /**
   * Where the workflow that delivers images runs: `provider` of `delivery`.
   *
   * @default DeliveryProvider.NONE
   */
  readonly deliveryProvider?: DeliveryProvider;
  /**
   * The registry that the images are pushed to: `registry` of `delivery`.
   *
   * @default - the registry of the provider
   */
  readonly deliveryRegistry?: string;
  /**
   * Where builds in the workflow find the layers of earlier builds: `cache` of `delivery`.
   *
   * @default DeliveryCache.REGISTRY
   */
  readonly deliveryCache?: DeliveryCache;
  /**
   * The program that looks for vulnerabilities in the workflow: `scan` of `delivery`.
   *
   * @default DeliveryScan.GRYPE
   */
  readonly deliveryScan?: DeliveryScan;
  /**
   * How the workflow signs images: `sign` of `delivery`.
   *
   * @default DeliverySign.KEYLESS
   */
  readonly deliverySign?: DeliverySign;
  /**
   * Whether each image has a software bill of materials: `sbom` of `delivery`.
   *
   * @default true
   */
  readonly deliverySbom?: boolean;
}

/** The flat options, and the names that they have in `delivery`. */
const NAMES = {
  deliveryProvider: 'provider',
  deliveryRegistry: 'registry',
  deliveryCache: 'cache',
  deliveryScan: 'scan',
  deliverySign: 'sign',
  deliverySbom: 'sbom',
} as const;

/** The checks of the flat options. */
export const FLAT_DELIVERY = Object.fromEntries(Object.entries(NAMES).map(([flat, name]) => [flat, DELIVERY[name]])) as Checks<FlatDeliveryOptions>;

/**
 * The options of the delivery, from `delivery` and the flat options. Undefined if none is set.
 *
 * @throws when an option is set twice, to different values
 */
export function mergedDelivery(delivery: DeliveryOptions | undefined, flat: FlatDeliveryOptions): DeliveryOptions | undefined {
  const entries = (Object.keys(NAMES) as (keyof typeof NAMES)[]).filter(option => flat[option] !== undefined).map((option) => {
    const name = NAMES[option];
    if (delivery?.[name] !== undefined && delivery[name] !== flat[option]) {
      throw invalidOption(option, flat[option], `delivery.${name} is ${JSON.stringify(delivery[name])}`, 'Remove one of them');
    }
    return [name, flat[option]] as const;
  });
  return delivery === undefined && entries.length === 0 ? undefined : { ...given(delivery ?? {}), ...Object.fromEntries(entries) };
}
