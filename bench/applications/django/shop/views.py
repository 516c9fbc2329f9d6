import boto3
import pandas as pd
from django.http import HttpRequest, JsonResponse


def health(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


def report(request: HttpRequest) -> JsonResponse:
    body = boto3.client("s3").get_object(Bucket="sales", Key="sales.csv")["Body"]
    return JsonResponse(pd.read_csv(body).groupby("month")["total"].sum().to_dict())
