/** The tool that installs an image's system packages. */
export enum PackageTool {
  /** Debian and Ubuntu. */
  APT = 'apt',
  /** Alpine and Wolfi. */
  APK = 'apk',
  /** Red Hat, Fedora and what descends from them: dnf, or microdnf where the image has that. */
  DNF = 'dnf',
  /** None, as in distroless images. */
  NONE = 'none',
}

/** The C library of an image: wheels are built for one of them. */
export enum Libc {
  /** GNU's, for `manylinux` wheels. */
  GLIBC = 'glibc',
  /** musl, for `musllinux` wheels. */
  MUSL = 'musl',
}
