import { djangoSample } from './django-sample';
import type { FrameworkProfile } from './framework';
import { GUNICORN, gunicornCommand } from './gunicorn';

/** @see https://docs.djangoproject.com/en/stable/howto/deployment/wsgi/gunicorn/ */
export const django: FrameworkProfile = {
  requirements: ['django>=5.2', GUNICORN, 'whitenoise>=6.9', 'dj-database-url>=3'],
  devRequirements: ['pytest-django>=4.11'],
  port: 8000,
  healthCheckPath: '/health',
  sources: ({ moduleName }) => ['manage.py', moduleName],
  command: application => gunicornCommand(application, `${application.moduleName}.wsgi:application`),
  devCommand: ({ port }) => ['python', 'manage.py', 'runserver', `0.0.0.0:${port}`],
  // not at startup, because containers that start at the same time would all migrate
  processes: () => ({ release: { command: ['python', 'manage.py', 'migrate', '--noinput'], job: true } }),
  buildCommands: () => [{
    command: ['python', 'manage.py', 'collectstatic', '--noinput'],
    outputs: ['staticfiles'],
    environment: { SECRET_KEY: 'only-for-collectstatic' },
  }],
  devEnvironment: { DEBUG: 'true' },
  trialEnvironment: { SECRET_KEY: 'only-for-trying-it-out' },
  ...djangoSample,
};
