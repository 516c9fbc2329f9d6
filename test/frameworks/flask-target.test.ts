import { mkdirSync } from 'fs';
import { join } from 'path';
import { flaskTarget } from '../../src/frameworks/flask-target';
import { folderWith } from '../synth';

function target(files: { [path: string]: string }, sourceFolder = '.'): string {
  return flaskTarget({ name: 'Shop', moduleName: 'shop', folder: folderWith(files), sourceFolder, isInstalled: false, requirements: () => [] });
}

const FACTORY = 'def create_app(config=None):\n    app = Flask(__name__)\n    return app\n';

test.each<[string, { [path: string]: string }]>([
  ['shop.main:create_app()', {}],
  ['shop.main:create_app()', { 'shop/main.py': FACTORY }],
  ['shop:create_app()', { 'shop/__init__.py': FACTORY, 'shop/main.py': '' }],
  ['shop.app:make_app()', { 'shop/app.py': 'def make_app() -> Flask:\n    return Flask("x")\n' }],
  ['shop.main:app', { 'shop/main.py': 'app = Flask(__name__)\n' }],
  ['shop:app', { 'shop/__init__.py': 'from flask import Flask\r\n\r\napp: Flask = Flask(__name__)\r\n' }],
  ['shop.wsgi:application', { 'shop/__init__.py': FACTORY, 'shop/wsgi.py': 'from shop import create_app\n\napplication=create_app()\n' }],
  ['shop.main:create_app()', { 'shop/__init__.py': 'app == 1\napplications = 2\n  app = 3\n# app = 4\ndef create_apps():\n    pass\n' }],
  ['shop.main:create_app()', { 'app.py': 'app = Flask(__name__)\n', 'other/main.py': 'app = 1\n' }],
])('%s', (expected, files) => {
  expect(target(files)).toBe(expected);
});

test('in src/', () => {
  expect(target({ 'src/shop/main.py': 'app = Flask(__name__)\n' }, 'src')).toBe('shop.main:app');
});

test('a folder, or a binary file, instead of a module', () => {
  const folder = folderWith({ 'shop/__init__.py': `\u0000\ufffd${'app'.repeat(100)}\napp = Flask(__name__)\n` });
  mkdirSync(join(folder, 'shop/main.py'));
  expect(flaskTarget({ name: 'Shop', moduleName: 'shop', folder, sourceFolder: '.', isInstalled: false, requirements: () => [] })).toBe('shop:app');
});
