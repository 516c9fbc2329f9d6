import fc from 'fast-check';
import { PASSWORD } from './acme';
import { wild } from '../properties/texts';
import { folderWith, newProject } from '../synth';

/** Where people write a secret that does not belong there, among what else is wrong. */
const PLACES: { [name: string]: (odd: string) => object } = {
  'a variable': odd => ({ environment: { TOKEN: `${odd}\n${PASSWORD}` } }),
  'a variable\'s name': odd => ({ environment: { [`TOKEN=${PASSWORD}`]: odd } }),
  'a text of variables': odd => ({ environment: `TOKEN=${odd}${PASSWORD}` }),
  'a list of variables': odd => ({ environment: [`TOKEN=${PASSWORD}`, odd] }),
  'a variable that is a list': odd => ({ environment: { TOKEN: [PASSWORD, odd] } }),
  'a label': odd => ({ labels: { token: `${PASSWORD}\n${odd}` } }),
  'a label\'s name': odd => ({ labels: { [`token=${PASSWORD}`]: odd } }),
  'the name of a secret': odd => ({ access: { indexes: [{ name: 'acme', url: 'https://a.example/', usernameSecret: 'U', passwordSecret: `-${PASSWORD}${odd}` }] } }),
  'the name of a user\'s secret': odd => ({ access: { indexes: [{ name: 'acme', url: 'https://a.example/', usernameSecret: `-${PASSWORD}${odd}`, passwordSecret: 'P' }] } }),
  'an index without a url': odd => ({ access: { indexes: [{ name: odd, passwordSecret: PASSWORD, password: PASSWORD }] } }),
  'an address': odd => ({ access: { indexes: [{ name: 'acme', url: `https://robot:${PASSWORD}@a.example/${odd}` }] } }),
  'an address\'s user': odd => ({ access: { indexes: [{ name: 'acme', url: `https://${PASSWORD}@a.example/${odd}` }] } }),
  'an address\'s query': odd => ({ access: { indexes: [{ name: 'acme', url: `https://a.example/?token=${PASSWORD}&${odd.replace(/\s/g, '')}` }] } }),
  'a requirement': odd => ({ requirements: [`a @ git+https://robot:${PASSWORD}@a.example/${odd}`] }),
  'a registry': odd => ({ imageRegistry: `robot:${PASSWORD}@a.example/${odd}` }),
  'an image': odd => ({ imageName: `robot:${PASSWORD}@a.example/${odd}` }),
  'pyproject.toml': odd => ({ outdir: folderWith({ 'pyproject.toml': `[project]\nname = ${JSON.stringify(odd)}\ndependencies = ["a @ https://robot:${PASSWORD}@a.example/a.whl"]\n` }) }),
  'requirements.in': odd => ({ outdir: folderWith({ 'requirements.in': `--index-url https://robot:${PASSWORD}@a.example/simple\n${odd}` }) }),
};

test.each(Object.keys(PLACES))('an error does not show the secret in %s', (place) => {
  let refused = 0;
  fc.assert(fc.property(fc.oneof(fc.constantFrom('', 'x', '@', ':', '"', 'a@b'), wild.filter(text => text.length < 1000)), (odd) => {
    try {
      newProject(PLACES[place](odd) as never).synth();
    } catch (error) {
      refused += 1;
      expect((error as Error).message).not.toContain(PASSWORD);
    }
  }), { numRuns: 20, seed: 1 });
  expect(refused).toBeGreaterThan(0);
});
