/** Files that every row of the table stands for, in the letters of people. */
export const SECRETS = [
  '.env', '.ENV', '.env.local', '.Env.Production', 'prod.env', 'PROD.ENV', 'prod.env.local', '.envrc', '.envs/prod', '.env.defaults', '.env.example', '.secrets.toml',
  '.streamlit/secrets.toml', 'secrets.json', 'secrets.yml', 'Secrets.YAML', 'app-secrets.yaml', 'secrets.prod.yaml', 'secrets-prod.yml', 'prod.tfvars',
  'prod.tfvars.json', 'terraform.tfstate', 'terraform.tfstate.backup', '.terraform/x', '.terraformrc', 'terraform.rc', '.vault-token', '.vault_pass', '.vault-password',
  '.htpasswd', 'proftpdpasswd', '.bash_history', '.psql_history', '.history', '.zhistory', '.Rhistory', '.bashrc', '.zshrc', '.bash_profile', '.Renviron', 'prod.secret.exs',
  'secret_token.rb', 'prod.pkrvars.hcl', 'ventrilo_srv.ini', 'etc/shadow', 'wp-config.php', 'LocalSettings.php', 'jupyter_notebook_config.json', 'jupyter_server_config.json',
  'github-recovery-codes.txt', 'discord_backup_codes.txt',
  'Server.PEM', 'tls.key', 'tls.KEY', 'my.keypair', 'ca.crt', 'ca.der', 'AuthKey.p8', 'a.p12', 'a.pfx', 'a.pkcs12', 'a.jks', 'release.keystore', 'a.keyring', 'login.keychain',
  'a.kdb', 'a.kdbx', 'a.psafe3', 'a.ppk', 'private.asc', 'secret.gpg', 'secring.gpg', '.gnupg/x', '.ssh/config', 'id_rsa', 'Id_RSA', 'id_rsa.pub', 'id_dsa', 'id_ecdsa', 'ID_ED25519',
  'id_ed25519.pub', 'deploy_rsa', 'deploy_dsa', 'deploy_ecdsa', 'deploy_ed25519', 'client.ovpn', 'office.tblk/config.ovpn', 'a.tblk', 'a.kwallet', 'a.agilekeychain', 'a.bek', 'a.fve', 'a.tpm', 'otr.private_key', '.vagrant/machines/default/virtualbox/private_key',
  'site.pubxml', 'site.azurePubxml', 'site.PublishSettings', 'ServiceConfiguration.Cloud.cscfg', 'google-services.json', 'doctl/config.yaml', '.config/doctl/config.yaml', 'heroku.json',
  '.openshift/express.conf', '.httr-oauth', '.trc', 'export_credentials.cfg',
  '.aws/credentials', '.aws/config', '.AWS/x', 'credentials.csv', 'admin_accessKeys.csv', 'rootkey.csv', '.s3cfg', '.boto', '.passwd-s3fs', '.azure/x', '.config/gcloud/x',
  'application_default_credentials.json', 'service-account.json', 'service_account.json', 'my-service-account-prod.json', 'ServiceAccount.json', 'myserviceaccountkey.json',
  'app-firebase-adminsdk-x1.json', 'gcloud-key.json', 'gcp-key.json', 'client_secret.json', 'client_secret_123.apps.json', 'credentials.json', 'gcp-credentials.json', 'my_credentials.json',
  'credentials-prod.json', 'credentials.prod.json', '.credentials/x', 'credentials.toml', 'credentials.ini', 'credentials.xml', 'credentials.yaml', '.kube/config', 'kubeconfig', 'kubeconfig-prod',
  'kubeconfig.yaml', 'kubeconfig.prod', 'prod.kubeconfig', '.oci/config', '.tugboat', '.databrickscfg', 'kaggle.json', '.rclone.conf', 'rclone.conf',
  '.docker/config.json', '.dockercfg', '.dockerconfigjson', '.npmrc', '.NPMRC', '.pypirc', 'pip.conf', 'pip.ini', '.netrc', '_netrc', '.git-credentials', '.ftpconfig', 'sftp-config.json', 'sftp-config-alt2.json',
  '.gem/credentials', 'NuGet.Config', '.gitconfig', '.gitrobrc', '.config/hub', 'GitHub.sublime-settings', 'jenkins.plugins.publish_over_ssh.BapSshPublisherPlugin.xml', '.remote-sync.json', 'filezilla.xml',
  'recentservers.xml', 'office.rdp', 'office.ica', '.muttrc', '.esmtprc', '.purple/accounts.xml', '.irssi/config', '.xchat2/servlist_.conf', '.recon-ng/keys.db', '.mozilla/firefox/x/cert9.db', 'logins.json', 'key4.db',
  'Favorites.plist', 'robomongo.json', 'mongoid.yml', 'dbeaver-data-sources.xml', '.dbeaver-data-sources.xml',
  '.pgpass', 'pgpass.conf', '.my.cnf', '.mylogin.cnf',
  '.dev.vars', '.DEV.VARS', '.dev.vars.staging', 'local.settings.json', 'android/key.properties', '.bash_aliases', '.aliases', '.exports', '.extra', '.functions', 'prod.tfplan', 'vault_pass.txt', 'vault-password.txt', '.password-store/a.gpg', '.abstra/x',
  'mail.smime', 'server.csr', 'server.cer', 'seed.rnd', 'a.jceks', 'http.keytab', 'krb5.KEYTAB', 'krb5cc_1000', 'token.json', 'Token.json', 'gmail/token.pickle', 'authorized_user.json', '.huggingface/token', '.cache/huggingface/token', '.modal.toml',
  '.config/containers/auth.json', '.cargo/credentials', '.cargo/credentials.toml', '.composer/auth.json', '.m2/settings.xml', '.m2/settings-security.xml', '.config/gh/hosts.yml', '.snowsql/config', '.snowflake/connections.toml', '.dbt/profiles.yml', '.mc/config.json',
  'http-client.private.env.json', '.terraform.d/credentials.tfrc.json', '.config/glab-cli/.env',
];
export const LEFTOVERS = [
  '__pycache__/a.pyc', 'a.pyc', '.mypy_cache/x', '.coverage', '.coverage.1', '.hypothesis/x', '.tox/x', '.nox/x', '.venv/x', '.ipynb_checkpoints/x', '.git/config', '.hg/x', '.svn/x',
  '.idea/x', '.vscode/x', '.DS_Store', 'node_modules/a.js',
];
/** What applications are made of. */
export const CODE = [
  'main.py', 'settings.py', 'credentials.py', 'secrets.py', 'credentials/__init__.py', 'secrets/__init__.py', 'gcloud/__init__.py', 'kubeconfig.py', 'kubeconfig.pyi', 'kubeconfig_loader.py',
  'environment.yaml', 'env.py', 'environments/a.py', 'key.py', 'keys.json', 'secret.txt', 'rsa.py', 'service_account.py', 'config.json', 'docker/config.json', 'pgpass.py', 'db.sqlite3', 'dump.sql',
  'dockercfg', 'credentials.html', 'client_secret.py', 'public.txt', 'model.pt', 'git/config', 'history.py', 'pem.txt', 'boto.py', 'auth.json', 'locales/en/auth.json', 'database.yml', 'deployment-config.json', 'history.txt', 'shadow.py', 'key.db', 'profile.json', 'etc/passwd', 'purple/a.py', 'config/hub.py', 'aws/s3.py', 'docs/netrc.md',
  'token.py', 'tokens.json', 'tokenizer.json', 'tokenizer_config.json', 'token.html', 'settings.json', 'local_settings.py', 'settings.local.json', 'vault_pass.py', 'vault_password.py', 'keytab.py', 'containers/settings.py', 'hosts.yml', 'gh/client.py', 'dbt/profiles.yml', 'profiles.yml', 'connections.toml', 'snowflake/a.py',
  'huggingface/model.py', 'modal.toml', 'extra.py', 'functions/a.py', 'functions.py', 'exports/a.csv', 'aliases.json', 'plan.json', 'cargo/a.py', 'm2/settings.py', 'mc/config.json', 'krb5.conf', 'dev.vars.py', 'random.rnds', 'auth/token/a.py',
];
