/** The tool that installs system packages in an image. */
export enum PackageTool {
  /** Debian and Ubuntu. */
  APT = 'apt',
  /** Alpine and Wolfi. */
  APK = 'apk',
  /** Red Hat, Fedora and distributions based on them: dnf, or microdnf if the image has it. */
  DNF = 'dnf',
  /** None, as in distroless images. */
  NONE = 'none',
}

/** The C library of an image. A wheel with native code works with one of them only. */
export enum Libc {
  /** The GNU C library, for `manylinux` wheels. */
  GLIBC = 'glibc',
  /** musl, for `musllinux` wheels. */
  MUSL = 'musl',
}
