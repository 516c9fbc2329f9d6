/** The system packages of Debian 13 that a Python package needs, in addition to the libraries in its wheels. */
interface KnownPackage {
  /** Whether it has no wheel, so that it is built from source. */
  readonly isSdist?: boolean;
  readonly build?: string[];
  readonly runtime?: string[];
  /** The source of this information. */
  readonly source: string;
}

const COMPILER = ['gcc', 'libc6-dev'];

/** By names in normal form. */
export const KNOWN_PACKAGES: { readonly [name: string]: KnownPackage } = {
  'psycopg2': { isSdist: true, build: [...COMPILER, 'libpq-dev'], runtime: ['libpq5'], source: 'https://www.psycopg.org/docs/install.html' },
  'psycopg': { runtime: ['libpq5'], source: 'https://www.psycopg.org/psycopg3/docs/basic/install.html' },
  'psycopg-c': { isSdist: true, build: [...COMPILER, 'libpq-dev'], runtime: ['libpq5'], source: 'https://www.psycopg.org/psycopg3/docs/basic/install.html' },
  'mysqlclient': { isSdist: true, build: [...COMPILER, 'pkg-config', 'default-libmysqlclient-dev'], runtime: ['libmariadb3'], source: 'https://github.com/PyMySQL/mysqlclient#linux' },
  'uwsgi': { isSdist: true, build: COMPILER, source: 'https://uwsgi-docs.readthedocs.io/en/latest/Install.html' },
  'python-ldap': { isSdist: true, build: [...COMPILER, 'libldap2-dev', 'libsasl2-dev'], runtime: ['libldap2', 'libsasl2-2'], source: 'https://www.python-ldap.org/en/latest/installing.html' },
  'pygraphviz': { isSdist: true, build: [...COMPILER, 'libgraphviz-dev'], runtime: ['graphviz'], source: 'https://pygraphviz.github.io/documentation/stable/install.html' },
  'pycairo': { isSdist: true, build: [...COMPILER, 'pkg-config', 'libcairo2-dev'], runtime: ['libcairo2'], source: 'https://pycairo.readthedocs.io/en/latest/getting_started.html' },
  'opencv-python': { runtime: ['libgl1', 'libglib2.0-0t64'], source: 'https://github.com/opencv/opencv-python#installation-and-usage' },
  'opencv-contrib-python': { runtime: ['libgl1', 'libglib2.0-0t64'], source: 'https://github.com/opencv/opencv-python#installation-and-usage' },
  'python-magic': { runtime: ['libmagic1t64'], source: 'https://github.com/ahupp/python-magic#debianubuntu' },
  'weasyprint': { runtime: ['libpango-1.0-0', 'libpangoft2-1.0-0', 'libharfbuzz-subset0'], source: 'https://doc.courtbouillon.org/weasyprint/stable/first_steps.html' },
  'cairosvg': { runtime: ['libcairo2'], source: 'https://cairosvg.org/documentation/' },
  'pyzbar': { runtime: ['libzbar0'], source: 'https://github.com/NaturalHistoryMuseum/pyzbar#installation' },
  'pytesseract': { runtime: ['tesseract-ocr'], source: 'https://github.com/madmaze/pytesseract#installation' },
  'pdf2image': { runtime: ['poppler-utils'], source: 'https://github.com/Belval/pdf2image#how-to-install' },
  'ffmpeg-python': { runtime: ['ffmpeg'], source: 'https://github.com/kkroening/ffmpeg-python#installation' },
  'pydub': { runtime: ['ffmpeg'], source: 'https://github.com/jiaaro/pydub#getting-ffmpeg-set-up' },
  'graphviz': { runtime: ['graphviz'], source: 'https://graphviz.readthedocs.io/en/stable/#installation' },
  'pyodbc': { runtime: ['unixodbc'], source: 'https://github.com/mkleehammer/pyodbc/wiki/Install' },
  'gdal': { isSdist: true, build: ['g++', 'libgdal-dev'], runtime: ['libgdal36'], source: 'https://gdal.org/en/stable/api/python/python_bindings.html' },
};

/** Names of packages in older releases of Debian, and their replacements. */
const RENAMED: { readonly [name: string]: string } = {
  'libgl1-mesa-glx': 'libgl1',
  'netcat': 'netcat-openbsd',
  'libmariadbclient18': 'libmariadb3',
  'libmysqlclient21': 'libmariadb3',
  'libglib2.0-0': 'libglib2.0-0t64',
  'libmagic1': 'libmagic1t64',
  'libtiff5': 'libtiff6',
  'libgdk-pixbuf2.0-0': 'libgdk-pixbuf-2.0-0',
  'libldap-2.4-2': 'libldap2',
  'libldap-2.5-0': 'libldap2',
  'libwebp6': 'libwebp7',
  'libffi7': 'libffi8',
  'libssl1.1': 'libssl3t64',
  'libssl3': 'libssl3t64',
};

/** Packages that every Python image has, or that are no longer needed to build. */
const NEEDLESS = /^(python3?(-(pip|venv|dev|setuptools|wheel))?|python3\.\d+\S*|apt-utils|apt-transport-https|ca-certificates|software-properties-common|sudo|locales|tini|dumb-init)$/;

/** Whether a package is for building: a compiler, headers. */
export function isBuildPackage(name: string): boolean {
  return /-dev$|^(gcc|g\+\+|clang|make|cmake|build-essential|pkg-config|pkgconf|git|cargo|rustc|gfortran|swig|ninja-build|autoconf|automake|libtool|patch)(-\d+)?$/.test(name);
}

/** Whether an image may need a package of its old Dockerfile. */
export function isNeeded(name: string): boolean {
  return !NEEDLESS.test(name);
}

/** The name of a package in this release of Debian. */
export function currentName(name: string, release: string): string {
  const renamed = RENAMED[name] ?? name;
  return release === 'bookworm' ? renamed.replace(/t64$/, '').replace(/^libldap2$/, 'libldap-2.5-0') : renamed;
}
