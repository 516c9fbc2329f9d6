import fc from 'fast-check';
import { DeliveryOptions, DeliveryProvider } from '../../src';
import { DELIVERY } from '../../src/delivery/delivery-options';
import { deliveryPlan } from '../../src/delivery/delivery-plan';
import { checkOptions } from '../../src/dockerfile/option-checks';
import { ConfigurationError } from '../../src/projen-patches/configuration-error';
import { wild } from '../properties/texts';

const value = fc.oneof(
  wild, fc.constantFrom<unknown>(0, NaN, true, null, [], {}, [null], { a: 1 }),
  fc.array(wild, { maxLength: 3 }), fc.dictionary(wild, wild, { maxKeys: 2, noNullPrototype: true }),
  wild.map(text => [`linux/${text}`]), wild.map(text => ({ 'linux/amd64': text })), wild.map(text => `ghcr.io/${text}`),
);

test('every value is used, or is an error that names the option', () => {
  fc.assert(fc.property(fc.constantFrom(...Object.keys(DELIVERY)), value, (option, given) => {
    const options = { provider: DeliveryProvider.GITHUB, [option]: given } as DeliveryOptions;
    try {
      checkOptions(options, DELIVERY, 'delivery.');
      const plan = JSON.stringify(deliveryPlan(options));
      expect(plan ?? '').not.toMatch(/\$\{\{|\\n|["'`;&|<>]\s*id\b/);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigurationError);
      (error as Error).message.split('\n').forEach(line => expect(line).toMatch(/^delivery\.[A-Za-z]+( [^:]*)?(: | must be )/));
    }
  }), { numRuns: 1000, seed: 1 });
});
