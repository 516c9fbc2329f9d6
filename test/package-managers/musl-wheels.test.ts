import { withoutMuslWheels } from '../../src/package-managers/musl-wheels';

test('packages that Alpine would have to compile are found in a lock', () => {
  expect(withoutMuslWheels(`version = 1

[[package]]
name = "pure"
wheels = [{ url = "https://example.com/pure-1-py3-none-any.whl", hash = "sha256:00" }]

[[package]]
name = "both"
wheels = [
    { url = "https://example.com/both-1-cp313-cp313-manylinux_2_17_x86_64.whl", hash = "sha256:00" },
    { url = "https://example.com/both-1-cp313-cp313-musllinux_1_2_x86_64.whl", hash = "sha256:00" },
]

[[package]]
name = "glibc-only"
wheels = [{ url = "https://example.com/glibc_only-1-cp313-cp313-manylinux_2_17_x86_64.whl", hash = "sha256:00" }]

[[package]]
name = "poetrys"
files = [
    {file = "poetrys-1-cp313-cp313-manylinux_2_17_x86_64.whl", hash = "sha256:00"},
    {file = "poetrys-1.tar.gz", hash = "sha256:00"},
]

[[package]]
name = "windows"
wheels = [{ url = "https://example.com/windows-1-cp313-cp313-win_amd64.whl", hash = "sha256:00" }]
`)).toEqual(['glibc-only', 'poetrys']);
});
