import { rmSync } from 'fs';
import { dirname, join } from 'path';
import { docker, run, RunningContainer, succeed } from './engine';
import { newFolder, write } from './workspace';

// Everything that goes into the commit is fixed, so that its hash is always the same
const DOCKERFILE = `
FROM python:3.14-slim-trixie
RUN apt-get update && apt-get install --yes --no-install-recommends git openssh-server
RUN mkdir -p /run/sshd && useradd --create-home git && install --directory --owner=git /srv
USER git
ENV GIT_AUTHOR_NAME=Acme GIT_AUTHOR_EMAIL=acme@example.com GIT_AUTHOR_DATE=2025-01-01T00:00:00Z
ENV GIT_COMMITTER_NAME=Acme GIT_COMMITTER_EMAIL=acme@example.com GIT_COMMITTER_DATE=2025-01-01T00:00:00Z
WORKDIR /home/git/acme-shapes
COPY --chown=git:git --chmod=644 pyproject.toml acme_shapes.py ./
RUN git init --initial-branch=main && git add . && git commit --message=1.0.0 && git clone --bare . /srv/acme-shapes.git
USER root
RUN printf '%s\\n' 'AuthenticationMethods publickey' 'AuthorizedKeysFile /etc/ssh/authorized_keys' >/etc/ssh/sshd_config.d/keys.conf
CMD echo "$PUBLIC_KEY" >/etc/ssh/authorized_keys && exec /usr/sbin/sshd -D -e
`;

const PYPROJECT = `
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "acme-shapes"
version = "1.0.0"
`;

/** A git server that is reached over SSH, with one repository: the Python package acme-shapes 1.0.0. */
export class GitServer {
  /** Where builds and this machine reach the repository: pip and uv want "git+" before it. */
  public readonly url: string;
  /** The only key that opens it; each server has another one. */
  public readonly keyFile = join(newFolder('git-server-key'), 'id_ed25519');

  private readonly container: RunningContainer;
  private agent?: number;

  public constructor() {
    if (run('.', 'ssh-agent', 'true').status !== 0) {
      throw new Error('GitServer needs ssh-agent on this machine (OpenSSH client)');
    }
    succeed('.', 'ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', this.keyFile);
    const publicKey = succeed('.', 'ssh-keygen', '-y', '-f', this.keyFile).trim();

    const context = newFolder('git-server');
    write(context, 'Dockerfile', DOCKERFILE);
    write(context, 'pyproject.toml', PYPROJECT);
    write(context, 'acme_shapes.py', 'SIDES = {"square": 4}\n');
    docker('build', '--quiet', '--tag=git-server', context);
    rmSync(dirname(context), { recursive: true });

    this.container = new RunningContainer('git-server', `--env=PUBLIC_KEY=${publicKey}`);
    this.url = `ssh://git@${this.container.address}/srv/acme-shapes.git`;

    // ssh tries again each second until sshd answers. Later servers get the same address: no known_hosts remembers it
    const options = ['ConnectionAttempts=10', 'ConnectTimeout=5', 'BatchMode=yes', 'StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null'];
    const { status, output } = run('.', 'ssh', '-F', 'none', '-i', this.keyFile, ...options.map(option => `-o${option}`), `git@${this.container.address}`, 'true');
    if (status !== 0) {
      const logs = docker('logs', this.container.id);
      this.remove();
      throw new Error(`${this.url} does not answer:\n${output}${logs}`);
    }
  }

  /** Starts an agent that holds the key; commands that see the returned variable use it, `docker build --ssh=default` too. */
  public startAgent(): { SSH_AUTH_SOCK: string } {
    const SSH_AUTH_SOCK = join(dirname(this.keyFile), 'agent');
    this.agent = Number(/SSH_AGENT_PID=(\d+)/.exec(succeed('.', 'ssh-agent', '-s', '-a', SSH_AUTH_SOCK))![1]);
    succeed('.', 'env', `SSH_AUTH_SOCK=${SSH_AUTH_SOCK}`, 'ssh-add', this.keyFile);
    return { SSH_AUTH_SOCK };
  }

  /** Its keys, as a file of known hosts has them. */
  public knownHosts(): string {
    const keys = docker('exec', this.container.id, 'sh', '-c', 'cat /etc/ssh/ssh_host_*_key.pub').split('\n');
    return `${keys.map(key => `${this.container.address} ${key}`).join('\n')}\n`;
  }

  public remove(): void {
    if (this.agent) {
      process.kill(this.agent);
    }
    this.container.remove();
    rmSync(dirname(dirname(this.keyFile)), { recursive: true });
  }
}
