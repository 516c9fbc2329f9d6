def release() -> str:
    """What has to be done once before a new version starts: migrations."""
    return "migrated"


if __name__ == "__main__":
    print(release())
