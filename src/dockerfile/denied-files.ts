import { CREDENTIAL_FILES } from './credential-files';
import { DORKS, GITIGNORE, GITLEAKS, GITROB, KERBEROS, LEAKY, OPENSSH, OPENSSL, PKCS8, PYTHON, R, TERRAFORM, VISUAL_STUDIO } from './file-sources';

/** Files that no image needs and none should contain, in any folder. */
export interface DeniedFiles {
  /** The heading above them in .dockerignore. */
  readonly heading: string;
  /** Whether every checkout has them and no application needs them, so that they are not reported. */
  readonly isExpected?: boolean;
  /** Patterns of file names, in any folder. Secrets match in upper case too. */
  readonly files: (readonly [pattern: string, what: string, source: string])[];
}

/**
 * The table of these files. It contains `.env.example`, although it has no secrets, because no application reads it.
 * It does not contain names of Python packages (`credentials/`), settings in Python, data (`*.sqlite`, `*.sql`), and names of files that contain
 * something else in most repositories (`auth.json`, `database.yml`, `deployment-config.json`). TruffleHog has no list of names: it reads contents.
 */
export const DENIED_FILES: DeniedFiles[] = [
  {
    heading: 'caches and bytecode',
    isExpected: true,
    files: [
      ['__pycache__', 'bytecode', PYTHON],
      ['*.py[cod]', 'bytecode', PYTHON],
      ['.*_cache', 'caches of pytest, mypy and Ruff', PYTHON],
      ['.coverage*', 'coverage data', PYTHON],
      ['.hypothesis', 'examples of Hypothesis', PYTHON],
      ['.tox', 'environments of tox', PYTHON],
      ['.nox', 'environments of nox', PYTHON],
      ['.venv', 'a virtual environment', PYTHON],
      ['.ipynb_checkpoints', 'copies of notebooks', PYTHON],
    ],
  },
  {
    heading: 'version control, editors and desktops',
    isExpected: true,
    files: [
      ['.git', 'the history, and credentials of remotes', 'https://git-scm.com/docs/gitrepository-layout'],
      ['.hg', 'the history, and credentials of remotes', `${GITIGNORE}/Global/Mercurial.gitignore`],
      ['.svn', 'the history, and credentials of remotes', `${GITIGNORE}/Global/SVN.gitignore`],
      ['.idea', 'settings of JetBrains, and credentials', `${GITIGNORE}/Global/JetBrains.gitignore`],
      ['.vscode', 'settings of Visual Studio Code, and credentials', `${GITIGNORE}/Global/VisualStudioCode.gitignore`],
      ['.DS_Store', 'settings of macOS', `${GITIGNORE}/Global/macOS.gitignore`],
    ],
  },
  {
    heading: 'packages of Node.js',
    files: [
      ['node_modules', 'packages of Node.js', `${GITIGNORE}/Node.gitignore`],
    ],
  },
  {
    heading: 'settings with passwords, in upper and lower case',
    files: [
      ['.env*', 'environment variables', PYTHON],
      ['*.env', 'environment variables', VISUAL_STUDIO],
      ['*.env.*', 'environment variables', `${GITIGNORE}/Node.gitignore`],
      ['.renviron', 'environment variables of R', R],
      ['.dev.vars*', 'environment variables of Cloudflare Workers', 'https://developers.cloudflare.com/workers/local-development/environment-variables/'],
      ['local.settings.json', 'environment variables of Azure Functions', 'https://learn.microsoft.com/azure/azure-functions/functions-develop-local'],
      ['key.properties', 'passwords of Android keys', `${GITIGNORE}/Flutter.gitignore`],
      ['.*shrc', 'environment variables of a shell', GITROB],
      ['.*_profile', 'environment variables of a shell', GITROB],
      ['.*aliases', 'environment variables of a shell', GITROB],
      ['.exports', 'environment variables of a shell', GITROB],
      ['.extra', 'environment variables of a shell', GITROB],
      ['.functions', 'environment variables of a shell', GITROB],
      ['.*history', 'typed commands, including passwords', GITROB],
      ['*.secret.exs', 'secrets of Elixir', `${GITIGNORE}/Elixir.gitignore`],
      ['secret_token.rb', 'a secret of Rails', GITROB],
      ['.secrets*', 'secrets of Dynaconf and others', 'https://www.dynaconf.com/secrets/'],
      ['secrets.toml', 'secrets of Streamlit', 'https://docs.streamlit.io/develop/concepts/connections/secrets-management'],
      ['secrets.json', 'secrets of .NET and others', 'https://learn.microsoft.com/aspnet/core/security/app-secrets'],
      ['*secrets.y*ml', 'secrets of Rails, Kubernetes and Helm', LEAKY],
      ['secrets-*.y*ml', 'secrets of Rails, Kubernetes and Helm', LEAKY],
      ['secrets[._]*.y*ml', 'secrets of Rails, Kubernetes and Helm', LEAKY],
      ['*.tfvars', 'variables of Terraform', TERRAFORM],
      ['*.tfvars.json', 'variables of Terraform', TERRAFORM],
      ['*.tfstate*', 'the state of Terraform', TERRAFORM],
      ['*.tfplan', 'a plan of Terraform, with values of variables', TERRAFORM],
      ['*.pkrvars.hcl', 'variables of Packer', `${GITIGNORE}/Packer.gitignore`],
      ['.terraform', 'the state of Terraform', TERRAFORM],
      ['.terraformrc', 'credentials of Terraform', TERRAFORM],
      ['terraform.rc', 'credentials of Terraform', TERRAFORM],
      ['.vault-token', 'credentials of Vault', 'https://developer.hashicorp.com/vault/docs/commands/token-helper'],
      ['.vault?pass*', 'a password of Ansible Vault', 'https://docs.ansible.com/ansible/latest/vault_guide/vault_managing_passwords.html'],
      ['vault?pass*.txt', 'a password of Ansible Vault', 'https://docs.ansible.com/ansible/latest/vault_guide/vault_managing_passwords.html'],
      ['.password-store', 'passwords of pass', 'https://www.passwordstore.org/'],
      ['.htpasswd', 'passwords of a web server', GITROB],
      ['.abstra', 'credentials of Abstra', PYTHON],
      ['proftpdpasswd', 'passwords of ProFTPD', GITROB],
      ['ventrilo_srv.ini', 'passwords of Ventrilo', GITROB],
      ['etc/shadow', 'passwords of a system', GITROB],
      ['wp-config.php', 'passwords of WordPress', `${GITIGNORE}/WordPress.gitignore`],
      ['localsettings.php', 'passwords of MediaWiki', GITROB],
      ['jupyter_*_config.json', 'passwords of Jupyter', DORKS],
      ['*recovery?codes*.txt', 'codes that replace a login', DORKS],
      ['*backup?codes*.txt', 'codes that replace a login', DORKS],
    ],
  },
  {
    heading: 'private keys and certificates, in upper and lower case',
    files: [
      ['*.pem', 'keys and certificates', GITLEAKS],
      ['*.key', 'private keys', GITLEAKS],
      ['*.keypair', 'private keys', GITROB],
      ['*.crt', 'certificates, with keys in some', OPENSSL],
      ['*.der', 'keys and certificates', OPENSSL],
      ['*.smime', 'signed and encrypted mail', OPENSSL],
      ['*.csr', 'certificate requests, with keys in some', OPENSSL],
      ['*.cer', 'certificates, with keys in some', 'https://docs.openssl.org/master/man1/openssl-x509/'],
      ['*.rnd', 'seeds of random numbers', OPENSSL],
      ['*.p8', 'private keys', PKCS8],
      ['*.p12', 'keys with certificates', GITROB],
      ['*.pfx', 'keys with certificates', GITROB],
      ['*.pkcs12', 'keys with certificates', GITROB],
      ['*.jks', 'keys of Java', GITROB],
      ['*.jceks', 'keys of Java', 'https://docs.oracle.com/en/java/javase/21/docs/specs/security/standard-names.html#keystore-types'],
      ['*.keytab', 'keys of Kerberos', KERBEROS],
      ['krb5cc_*', 'tickets of Kerberos', 'https://web.mit.edu/kerberos/krb5-latest/doc/basic/ccache_def.html'],
      ['*.keystore', 'keys of Java and Android', GITROB],
      ['*.keyring', 'keys of GNOME and GnuPG', GITROB],
      ['*.keychain', 'passwords of macOS', GITROB],
      ['*.kwallet', 'passwords of KDE', GITROB],
      ['*.agilekeychain', 'passwords of 1Password', GITROB],
      ['*.kdb', 'passwords of KeePass', GITROB],
      ['*.kdbx', 'passwords of KeePass', GITROB],
      ['*.psafe3', 'passwords of Password Safe', GITROB],
      ['*.bek', 'keys of BitLocker', GITROB],
      ['*.fve', 'keys of BitLocker', GITROB],
      ['*.tpm', 'keys of a TPM', GITROB],
      ['otr.private_key', 'keys of OTR', GITROB],
      ['*.ppk', 'SSH keys of PuTTY', `${GITIGNORE}/Global/PuTTY.gitignore`],
      ['*.asc', 'keys of GnuPG', GITROB],
      ['*.gpg', 'keys of GnuPG', 'https://www.gnupg.org/documentation/manuals/gnupg/GPG-Configuration.html'],
      ['secring.*', 'keys of GnuPG', `${GITIGNORE}/Global/GPG.gitignore`],
      ['.gnupg', 'keys of GnuPG', 'https://www.gnupg.org/documentation/manuals/gnupg/GPG-Configuration.html'],
      ['.ssh', 'SSH keys', GITROB],
      ['.vagrant', 'SSH keys of Vagrant', `${GITIGNORE}/Global/Vagrant.gitignore`],
      ['id_rsa*', 'SSH keys', GITLEAKS],
      ['id_dsa*', 'SSH keys', DORKS],
      ['id_ecdsa*', 'SSH keys', OPENSSH],
      ['id_ed25519*', 'SSH keys', OPENSSH],
      ['*_rsa', 'SSH keys', GITROB],
      ['*_dsa', 'SSH keys', GITROB],
      ['*_ecdsa', 'SSH keys', GITROB],
      ['*_ed25519', 'SSH keys', GITROB],
      ['*.ovpn', 'credentials of OpenVPN', GITROB],
      ['*.tblk', 'credentials of Tunnelblick', GITROB],
    ],
  },
  ...CREDENTIAL_FILES,
];
