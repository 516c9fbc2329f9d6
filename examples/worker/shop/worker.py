import click

from shop.orders import total

if __name__ == "__main__":
    click.echo(f"worked: {total([3, 4])}")
