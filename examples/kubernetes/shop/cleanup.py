import os

if __name__ == "__main__":
    print(f"removed what is older than {os.environ['KEEP_DAYS']} days")
