/** Files that no image needs and none should contain, in any folder. */
export interface DeniedFiles {
  /** The heading above them in .dockerignore. */
  readonly heading: string;
  /** Whether every checkout has them and no application needs them, so that they are not reported. */
  readonly isExpected?: boolean;
  /** Patterns of file names, in any folder. Secrets match in upper case too. */
  readonly files: (readonly [pattern: string, what: string, source: string])[];
}

const GITIGNORE = 'https://github.com/github/gitignore/blob/main';
const PYTHON = `${GITIGNORE}/Python.gitignore`;
const TERRAFORM = `${GITIGNORE}/Terraform.gitignore`;
const VISUAL_STUDIO = `${GITIGNORE}/VisualStudio.gitignore`;
const SUBLIME = `${GITIGNORE}/Global/SublimeText.gitignore`;
const OPENSSL = `${GITIGNORE}/community/OpenSSL.gitignore`;
const R = `${GITIGNORE}/R.gitignore`;
const GITLEAKS = 'https://github.com/gitleaks/gitleaks/blob/v4.3.1/examples/leaky-repo.toml';
const GITROB = 'https://github.com/michenriksen/gitrob/blob/master/core/signatures.go';
const DORKS = 'https://github.com/techgaun/github-dorks/blob/master/github-dorks.txt';
const LEAKY = 'https://github.com/Plazmaz/leaky-repo/blob/master/README.md';
const AWS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html';
const GOOGLE = 'https://cloud.google.com/docs/authentication/application-default-credentials';
const GOOGLE_KEYS = 'https://cloud.google.com/iam/docs/keys-create-delete';
const GOOGLE_OAUTH = 'https://developers.google.com/identity/protocols/oauth2';
const KUBERNETES = 'https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/';
const PIP = 'https://pip.pypa.io/en/stable/topics/configuration/';
const OPENSSH = 'https://man.openbsd.org/ssh-keygen#FILES';
const PKCS8 = 'https://docs.openssl.org/master/man1/openssl-pkcs8/';

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
      ['.*shrc', 'environment variables of a shell', GITROB],
      ['.*_profile', 'environment variables of a shell', GITROB],
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
      ['*.pkrvars.hcl', 'variables of Packer', `${GITIGNORE}/Packer.gitignore`],
      ['.terraform', 'the state of Terraform', TERRAFORM],
      ['.terraformrc', 'credentials of Terraform', TERRAFORM],
      ['terraform.rc', 'credentials of Terraform', TERRAFORM],
      ['.vault-token', 'credentials of Vault', 'https://developer.hashicorp.com/vault/docs/commands/token-helper'],
      ['.vault?pass*', 'a password of Ansible Vault', 'https://docs.ansible.com/ansible/latest/vault_guide/vault_managing_passwords.html'],
      ['.htpasswd', 'passwords of a web server', GITROB],
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
      ['*.p8', 'private keys', PKCS8],
      ['*.p12', 'keys with certificates', GITROB],
      ['*.pfx', 'keys with certificates', GITROB],
      ['*.pkcs12', 'keys with certificates', GITROB],
      ['*.jks', 'keys of Java', GITROB],
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
  {
    heading: 'credentials of cloud providers, in upper and lower case',
    files: [
      ['.aws', 'credentials of AWS', GITROB],
      ['credentials.csv', 'credentials of AWS', AWS],
      ['*accesskeys.csv', 'credentials of AWS', AWS],
      ['rootkey.csv', 'credentials of AWS', AWS],
      ['.s3cfg', 'credentials of AWS', GITROB],
      ['.boto', 'credentials of AWS and Google Cloud', 'https://cloud.google.com/storage/docs/boto-gsutil'],
      ['.passwd-s3fs', 'credentials of AWS', 'https://github.com/s3fs-fuse/s3fs-fuse/blob/master/README.md'],
      ['*pubxml', 'credentials of Azure', VISUAL_STUDIO],
      ['*.publishsettings', 'credentials of Azure', VISUAL_STUDIO],
      ['*.cscfg', 'keys of Azure', GITROB],
      ['.azure', 'credentials of Azure', 'https://learn.microsoft.com/cli/azure/azure-cli-configuration'],
      ['.config/gcloud', 'credentials of Google Cloud', GOOGLE],
      ['*application_default_credentials*', 'credentials of Google Cloud', GOOGLE],
      ['*service?account*.json', 'a key of Google Cloud', GOOGLE_KEYS],
      ['*serviceaccount*.json', 'a key of Google Cloud', GOOGLE_KEYS],
      ['*firebase-adminsdk*.json', 'a key of Firebase', 'https://firebase.google.com/docs/admin/setup'],
      ['google-services.json', 'a key of Google', `${GITIGNORE}/Android.gitignore`],
      ['gcloud*.json', 'a key of Google Cloud', GOOGLE_KEYS],
      ['gcp-*.json', 'a key of Google Cloud', GOOGLE_KEYS],
      ['client_secret*.json', 'credentials of Google', GOOGLE_OAUTH],
      ['*credentials.json', 'credentials of Google', GOOGLE_OAUTH],
      ['credentials-*.json', 'credentials of Google', GOOGLE_OAUTH],
      ['credentials[._]*.json', 'credentials of Google', GOOGLE_OAUTH],
      ['.credentials*', 'logins', LEAKY],
      ['credentials.toml', 'logins', GITROB],
      ['credentials.ini', 'logins', GITROB],
      ['credentials.xml', 'logins', GITROB],
      ['credentials.y*ml', 'logins', GITROB],
      ['.kube', 'credentials of Kubernetes', KUBERNETES],
      ['kubeconfig', 'credentials of Kubernetes', KUBERNETES],
      ['kubeconfig-*', 'credentials of Kubernetes', KUBERNETES],
      ['kubeconfig.[^p]*', 'credentials of Kubernetes, and not kubeconfig.py', KUBERNETES],
      ['kubeconfig.p[^y]*', 'credentials of Kubernetes, and not kubeconfig.py', KUBERNETES],
      ['*.kubeconfig', 'credentials of Kubernetes', KUBERNETES],
      ['.oci', 'credentials of Oracle Cloud', 'https://docs.oracle.com/iaas/Content/API/Concepts/sdkconfig.htm'],
      ['.tugboat', 'credentials of DigitalOcean', GITROB],
      ['doctl/config.yaml', 'credentials of DigitalOcean', GITROB],
      ['heroku.json', 'credentials of Heroku', LEAKY],
      ['.openshift/express.conf', 'credentials of OpenShift', DORKS],
      ['.httr-oauth', 'credentials of R', R],
      ['.trc', 'credentials of Twitter', GITROB],
      ['export_credentials.cfg', 'credentials of Godot', `${GITIGNORE}/Godot.gitignore`],
      ['.databrickscfg', 'credentials of Databricks', 'https://docs.databricks.com/dev-tools/auth/config-profiles'],
      ['kaggle.json', 'credentials of Kaggle', 'https://www.kaggle.com/docs/api'],
      ['.rclone.conf', 'credentials of rclone', 'https://rclone.org/docs/#config-string'],
      ['rclone.conf', 'credentials of rclone', 'https://rclone.org/docs/#config-string'],
    ],
  },
  {
    heading: 'credentials of registries, hosts and databases, in upper and lower case',
    files: [
      ['.docker/config.json', 'credentials of registries', LEAKY],
      ['.dockercfg', 'credentials of registries', GITROB],
      ['.dockerconfigjson', 'credentials of registries', 'https://kubernetes.io/docs/concepts/configuration/secret/#docker-config-secrets'],
      ['.npmrc', 'credentials of npm', GITROB],
      ['.pypirc', 'credentials of PyPI', PYTHON],
      ['.gem/credentials', 'credentials of RubyGems', GITROB],
      ['nuget.config', 'credentials of NuGet', 'https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml'],
      ['pip.conf', 'credentials of package indexes', PIP],
      ['pip.ini', 'credentials of package indexes', PIP],
      ['.netrc', 'credentials of hosts', GITROB],
      ['_netrc', 'credentials of hosts', GITROB],
      ['.git-credentials', 'credentials of git', GITROB],
      ['.gitconfig', 'credentials of git', GITROB],
      ['.gitrobrc', 'credentials of GitHub', GITROB],
      ['.config/hub', 'credentials of GitHub', GITROB],
      ['github.sublime-settings', 'credentials of GitHub', SUBLIME],
      ['jenkins.plugins.publish_over_ssh.*.xml', 'credentials of Jenkins', GITROB],
      ['.ftpconfig', 'credentials of hosts', LEAKY],
      ['.remote-sync.json', 'credentials of hosts', LEAKY],
      ['sftp-config*.json', 'credentials of hosts', SUBLIME],
      ['filezilla.xml', 'credentials of hosts', GITROB],
      ['recentservers.xml', 'credentials of hosts', GITROB],
      ['*.rdp', 'credentials of Windows', GITROB],
      ['*.ica', 'credentials of Citrix', DORKS],
      ['.muttrc', 'credentials of a mail server', GITROB],
      ['.esmtprc', 'credentials of a mail server', LEAKY],
      ['.purple', 'credentials of Pidgin', GITROB],
      ['.irssi', 'credentials of Irssi', GITROB],
      ['.xchat*', 'credentials of XChat', GITROB],
      ['.recon-ng', 'keys of Recon-ng', GITROB],
      ['.mozilla', 'passwords of Firefox', LEAKY],
      ['logins.json', 'passwords of Firefox', DORKS],
      ['key[0-9].db', 'keys of these passwords', LEAKY],
      ['.pgpass', 'credentials of PostgreSQL', GITLEAKS],
      ['pgpass.conf', 'credentials of PostgreSQL', 'https://www.postgresql.org/docs/current/libpq-pgpass.html'],
      ['.my.cnf', 'credentials of MySQL', 'https://dev.mysql.com/doc/refman/8.4/en/option-files.html'],
      ['.mylogin.cnf', 'credentials of MySQL', 'https://dev.mysql.com/doc/refman/8.4/en/mysql-config-editor.html'],
      ['favorites.plist', 'credentials of MySQL', GITROB],
      ['robomongo.json', 'credentials of MongoDB', GITROB],
      ['mongoid.yml', 'credentials of MongoDB', LEAKY],
      ['*dbeaver-data-sources.xml', 'credentials of databases', GITROB],
    ],
  },
];
